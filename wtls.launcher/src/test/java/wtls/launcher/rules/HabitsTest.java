package wtls.launcher.rules;

import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Habits that hold in every room. */
class HabitsTest {
  private static final String FUZZ_TEST = "com.code_intelligence.jazzer.junit.FuzzTest";

  private static JavaClasses shipped;
  private static JavaClasses notShipped;

  @BeforeAll
  static void readClasses() {
    shipped = AllClasses.shipped();
    notShipped = AllClasses.notShipped();
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Manager|Helper|Impl)([A-Z$].*)?")
        .because("a name says what a thing is, not what pattern it follows")
        .check(shipped);
  }

  @Test
  void randomnessIsSecure() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .because("only SecureRandom may reach a key; tests pass a seeded Random in")
        .check(shipped);
  }

  @Test
  void onlyTheLauncherEndsTheProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackage("wtls.launcher..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .check(shipped);
  }

  @Test
  void onlyTheLauncherPrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("wtls.launcher..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(shipped);
  }

  @Test
  void nobodySleeps() {
    for (JavaClasses classes : new JavaClasses[] {shipped, notShipped}) {
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class, int.class)
          .orShould()
          .callMethod(TimeUnit.class, "sleep", long.class)
          .because("code waits for an event or a deadline of its clock")
          .check(classes);
    }
  }

  @Test
  void staticStateDoesNotChange() {
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(SYNTHETIC)
        .should()
        .beFinal()
        .check(shipped);
  }

  @Test
  void fuzzTargetsCanBeFuzzedOneByOne() {
    classes()
        .should(haveAtMostOneFuzzTarget())
        .because("the build runs each *FuzzTest in a JVM of its own, which fuzzes one target")
        .check(notShipped);
  }

  private static ArchCondition<JavaClass> haveAtMostOneFuzzTarget() {
    return new ArchCondition<>("have one fuzz target, in a class named *FuzzTest, or none") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        long targets = type.getMethods().stream().filter(m -> m.isAnnotatedWith(FUZZ_TEST)).count();
        long expected = type.getSimpleName().endsWith("FuzzTest") ? 1 : 0;
        if (targets != expected) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getName() + " has " + targets + " @FuzzTest, not " + expected));
        }
      }
    };
  }
}
