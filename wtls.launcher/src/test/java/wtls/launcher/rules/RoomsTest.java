package wtls.launcher.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The room table of the design: a room uses the rooms and libraries it may, and no others. */
class RoomsTest {
  private static final String API = "wtls.api..";
  private static final String PROTOCOL = "wtls.protocol..";
  private static final String CARD = "wtls.card.[transport|wim|pkcs15|watch|personal|engine]..";
  private static final String CARD_READERS = "wtls.card.pcsc..";
  private static final String APPLET = "wtls.card.applet..";

  private static final String JDK = "java..";
  private static final String HEADERS = "org.osgi.annotation..";
  private static final String JCA = "javax.[crypto|security]..";
  private static final String BOUNCY_CASTLE = "org.bouncycastle..";
  private static final String OSGI = "org.osgi..";
  private static final String LOG = "org.slf4j..";
  private static final String NETTY = "io.netty..";
  private static final String MVSTORE = "org.h2.mvstore..";
  private static final String SMART_CARD_IO = "javax.smartcardio..";
  private static final String JAVA_CARD = "javacard..";
  private static final String JAVA_CARD_X = "javacardx..";
  private static final String JCARDSIM = "com.licel..";

  private static JavaClasses shipped;

  /** A room's packages, and all else that its classes may name. */
  record Room(String packages, List<String> mayUse) {
    static Room of(String packages, String... mayUse) {
      return new Room(packages, List.of(mayUse));
    }

    @Override
    public String toString() {
      return packages;
    }
  }

  static Stream<Room> rooms() {
    return Stream.of(
        Room.of(API, JDK, HEADERS),
        Room.of(PROTOCOL, JDK, HEADERS, JCA, API, BOUNCY_CASTLE),
        Room.of("wtls.core..", JDK, API, PROTOCOL, OSGI, LOG),
        Room.of("wtls.engine.phone..", JDK, JCA, API, PROTOCOL, BOUNCY_CASTLE, OSGI, LOG),
        Room.of(CARD, JDK, API, OSGI, LOG),
        Room.of(CARD_READERS, JDK, API, CARD, SMART_CARD_IO, OSGI, LOG),
        Room.of(APPLET, "java.lang", HEADERS, JAVA_CARD, JAVA_CARD_X),
        Room.of(
            "wtls.card.simulator..",
            JDK,
            API,
            CARD,
            APPLET,
            JAVA_CARD,
            JAVA_CARD_X,
            JCARDSIM,
            OSGI,
            LOG),
        Room.of("wtls.engine.card.storage..", JDK, API, PROTOCOL, CARD, OSGI, LOG),
        Room.of("wtls.engine.card.crypto..", JDK, API, PROTOCOL, CARD, OSGI, LOG),
        Room.of("wtls.engine.card.full..", JDK, API, PROTOCOL, CARD, OSGI, LOG),
        Room.of(
            "wtls.gateway..", JDK, JCA, API, PROTOCOL, BOUNCY_CASTLE, OSGI, LOG, NETTY, MVSTORE));
  }

  @BeforeAll
  static void readClasses() {
    shipped = AllClasses.shipped();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void roomUsesOnlyWhatItMay(Room room) {
    classes()
        .that()
        .resideInAPackage(room.packages)
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage(room.packages)
                .or(resideInAnyPackage(room.mayUse.toArray(String[]::new))))
        .check(shipped);
  }

  @Test
  void everyClassBelongsToARoom() {
    String[] known =
        Stream.concat(rooms().map(Room::packages), Stream.of("wtls.launcher.."))
            .toArray(String[]::new);
    classes().should().resideInAnyPackage(known).check(shipped);
  }

  @Test
  void everyRoomThatTheLauncherNeedsIsThere() {
    assertThat(shipped.stream().map(c -> c.getPackageName().split("\\.")[1]).distinct())
        .contains("api", "protocol", "core", "engine", "gateway", "launcher");
  }

  @Test
  void protocolHasNoSocketsThreadsOrClocks() {
    noClasses()
        .that()
        .resideInAPackage(PROTOCOL)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.channels..", "java.util.concurrent..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.net\\..*Socket.*|java\\.lang\\.Thread|java\\.time\\.Clock|java\\.util\\.Timer")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(shipped);
  }
}
