package wtls.card.applet.subset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wtls.card.applet.StorageApplet;

/** The gate itself, and that it sees what it should. */
class JavaCardSubsetTest {
  private static final String NAME = Unconvertible.class.getName().replace('.', '/');
  private static final List<Finding> FOUND =
      JavaCardSubset.check(List.of(ClassFiles.of(Unconvertible.class)));

  @Test
  void findsNothingInTheApplets() {
    List<byte[]> applets = ClassFiles.beside(StorageApplet.class);
    assertThat(applets).hasSizeGreaterThan(10);
    assertThat(JavaCardSubset.check(applets)).isEmpty();
    assertThat(JavaCardSubset.checkVersions(applets)).isEmpty();
  }

  @Test
  void findsNothingInWhatConvertersTake() {
    assertThat(JavaCardSubset.check(List.of(ClassFiles.of(Convertible.class)))).isEmpty();
  }

  @Test
  void findsClassFilesThatAreTooNew() {
    assertThat(JavaCardSubset.checkVersions(List.of(ClassFiles.of(Unconvertible.class))))
        .extracting(Finding::what)
        .containsExactly("class file version 61");
  }

  @ParameterizedTest
  @CsvSource({
    "takesLong, type long",
    "takesLong, 'long, float or double'",
    "computesFloat, type float",
    "computesDouble, type double",
    "makesChar, type char",
    "usesString, class java/lang/String",
    "usesString, constant of type String",
    "takesList, class java/util/List",
    "hashes, method that a card's classes lack: hashCode",
    "lambda, invokedynamic",
    "lambda, class java/util/function/Supplier",
    "locks, monitor",
    "isSynchronized, synchronized method",
    "isNative, native method",
    "makesTable, array of arrays",
    "makesRows, array of arrays",
    "makesInts, new array of another element type",
    "comparesBigConstant, constant of type int",
    "keepsInt, int result used without a cast to short or byte",
    "keepsInt, type int",
    "countsWithInt, int variable",
    "comparesSum, int result used without a cast to short or byte",
    "dividesSum, int result used without a cast to short or byte",
    "shiftsSum, int result used without a cast to short or byte",
    "shiftsUnsigned, 'unsigned shift, which differs with 16 bits'",
    "indexesWithSum, int result used without a cast to short or byte",
    "switchesOnSum, int result used without a cast to short or byte",
    "comparesProduct, int result used without a cast to short or byte",
    "allocates, allocation after installation",
    "creates, allocation after installation",
    "allocatesTransient, allocation after installation",
    "helper, allocation after installation",
    "<clinit>, static initialiser that is not constant"
  })
  void findsWhatConvertersRefuse(String method, String what) {
    assertThat(FOUND)
        .filteredOn(finding -> finding.where().equals(NAME + "." + method))
        .extracting(Finding::what)
        .contains(what);
  }

  @ParameterizedTest
  @CsvSource({
    "class java/lang/Cloneable",
    "type long",
    "class java/lang/String",
    "array of arrays",
    "static field that is not final: counter"
  })
  void findsWhatIsWrongWithAClass(String what) {
    assertThat(FOUND)
        .filteredOn(finding -> finding.where().equals(NAME))
        .extracting(Finding::what)
        .contains(what);
  }

  @Test
  void tellsTheLine() {
    assertThat(FOUND)
        .filteredOn(finding -> finding.where().endsWith(".indexesWithSum"))
        .allSatisfy(finding -> assertThat(finding.line()).isGreaterThan(100));
  }
}
