package wtls.card.personal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wtls.api.algorithm.NamedCurve;
import wtls.card.wim.Feature;

class CardProfileTest {
  private static final String PROFILE =
      """
      # A card of tests
      class = 2
      label = of tests
      serial = 00112233445566aa
      slots = 8
      pin = 1234
      pin.unblock = 11112222
      pin.tries = 5
      keys = auth, fixed nonrep
      key.auth.type = RSA
      key.auth.bits = 2048
      key.auth.use = sign
      key.auth.made = given
      key.fixed.type = EC
      key.fixed.curve = sect163k1
      key.fixed.use = agree
      key.nonrep.type = EC
      key.nonrep.use = non-repudiation
      key.nonrep.pin = 987654
      key.nonrep.pin.unblock = 33334444
      features.without = composite large-rsa
      policy.window-export = yes
      """;

  @Test
  void saysWhatACardIsToBe(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("card.properties"), PROFILE);
    try (CardProfile profile = CardProfile.read(file)) {
      assertThat(profile.cardClass()).isEqualTo(2);
      assertThat(profile.label()).isEqualTo("of tests");
      assertThat(profile.serial().orElseThrow()).hasSize(8).endsWith(0xAA);
      assertThat(profile.slots()).isEqualTo(8);
      assertThat(profile.tries()).isEqualTo(5);
      assertThat(profile.pinRequired()).isTrue();
      assertThat(profile.windowExport()).isTrue();
      assertThat(profile.knownLabels()).isTrue();
      assertThat(profile.without()).containsExactlyInAnyOrder(Feature.COMPOSITE, Feature.LARGE_RSA);
      assertThat(profile.keys())
          .extracting(KeyPlan::name)
          .containsExactly("auth", "fixed", "nonrep");
      assertThat(profile.keys().get(0).given()).isTrue();
      assertThat(profile.keys().get(0).bits()).isEqualTo(2048);
      assertThat(profile.keys().get(1).curve()).contains(NamedCurve.SECT163K1);
      assertThat(profile.keys().get(2).curve()).contains(NamedCurve.SECP160R1);
    }
  }

  @Test
  void wipesItsPins() throws Exception {
    CardProfile profile = CardProfile.parse("p", PROFILE.getBytes(UTF_8));
    assertThat(profile.pin()).isEqualTo("1234".getBytes(UTF_8));
    profile.close();
    assertThat(profile.pin()).containsOnly(0);
    assertThat(profile.unblockingCode()).containsOnly(0);
    assertThat(profile.keys().get(2).pin()).containsOnly(0);
  }

  @Test
  void doesNotShowItsPins() throws Exception {
    try (CardProfile profile = CardProfile.parse("p", PROFILE.getBytes(UTF_8))) {
      assertThat(profile.toString()).doesNotContain("1234", "987654", "11112222");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          class = 2                | class = 4              | In p, class is not a number from 1 to 3.
          class = 2                |                        | In p, class is missing: give 1, 2 or 3.
          label = of tests         | label = WIM 2           | In p, label has more than 24 characters, or begins with WIM: shorten it.
          serial = 00112233445566aa | serial = 12            | In p, serial does not have 16 hex digits.
          slots = 8                | slots = many           | In p, slots is not a number from 1 to 32.
          pin = 1234               | pin = 12               | In p, pin does not have 4 to 8 digits.
          pin = 1234               | pin = 12x4             | In p, pin does not have 4 to 8 digits.
          pin = 1234               |                        | In p, pin is missing: give 4 to 8 digits.
          pin.unblock = 11112222   | pin.unblock = 1111222  | In p, pin.unblock does not have 8 to 8 digits.
          keys = auth, fixed nonrep | keys = auth auth       | In p, keys has a name twice, or one not of letters and digits.
          key.auth.type = RSA      | key.auth.type = DSA    | In p, key.auth.type is neither RSA nor EC.
          key.auth.bits = 2048     | key.auth.bits = 4096   | In p, key.auth.bits is not a number from 512 to 2048.
          key.auth.bits = 2048     | key.auth.bits = 1025   | In p, key.auth.bits is not a multiple of 8.
          key.auth.use = sign      | key.auth.use = agree   | In p, key.auth.use is not for keys of type RSA.
          key.auth.use = sign      |                        | In p, key.auth.use is none of sign, sign+decrypt, agree, agree-in-the-clear, non-repudiation.
          key.auth.made = given    | key.auth.made = here   | In p, key.auth.made is neither on-card nor given.
          key.fixed.curve = sect163k1 | key.fixed.curve = P-256 | In p, key.fixed.curve is no curve of WTLS: give secp160r1, for example.
          key.nonrep.pin = 987654  |                        | In p, key.nonrep.pin is missing: give 4 to 8 digits.
          composite large-rsa      | compsite               | In p, features.without names "compsite", which no card has.
          window-export = yes      | window-export = true   | In p, policy.window-export is neither yes nor no.
          label = of tests         | lable = of tests       | In p, lable means nothing here: correct its spelling, or remove it.
          slots = 8                | class = 2              | In p, class is there twice: remove one.
          slots = 8                | eight slots            | In p, line 5 is not of the form key = value.
          """)
  void saysWhatIsWrong(String right, String wrong, String message) {
    String text = PROFILE.replace(right, wrong == null ? "" : wrong);
    assertThatThrownBy(() -> CardProfile.parse("p", text.getBytes(UTF_8)))
        .isInstanceOf(ProfileException.class)
        .hasMessage(message);
  }

  @Test
  void saysThatThereIsNoFile(@TempDir Path folder) {
    Path file = folder.resolve("none");
    assertThatThrownBy(() -> CardProfile.read(file))
        .isInstanceOf(ProfileException.class)
        .hasMessage("Cannot read the profile " + file + ": name a file.");
  }

  @Test
  void refusesNoiseInItsOwnWords() {
    for (long seed = 0; seed < 3000; seed++) {
      byte[] text = PROFILE.getBytes(UTF_8);
      Random random = new Random(seed);
      for (int i = 0; i < 3; i++) {
        text[random.nextInt(text.length)] = (byte) random.nextInt();
      }
      try {
        CardProfile.parse("p", text).close();
      } catch (ProfileException e) {
        assertThat(e).hasMessageStartingWith("In p, ");
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }
}
