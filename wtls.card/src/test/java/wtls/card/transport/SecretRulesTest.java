package wtls.card.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretRulesTest {

  @ParameterizedTest
  @CsvSource({
    "VERIFY, 80200001083132333400000000, true, false",
    "CHANGE, 8124000110, true, false",
    "RESET RETRY COUNTER, 802C000110, true, false",
    "SELECT, 80A40000024432, false, false",
    "READ, 80B0000016, false, false",
    "UPDATE, 80D6000001AA, false, false",
    "ASK RANDOM, 80840000FF, false, false",
    "MSE, 802281B8, false, false",
    "key transport, 802A860081, false, false",
    "signature, 802A9E9A14, false, false",
    "PHash, 802A8E8023, false, true",
    "decipher, 802A808681, false, true",
    "agreement in the clear, 802A800014, false, true",
    "INFO, 9010000000, false, false",
    "USE, 9014000104, false, true",
    "ESTABLISH, 9016010100, false, false",
    "FINISH, 9018010100, false, true",
    "SIGN, 901A000114, false, false",
    "STORE, 901C010110, false, false",
    "STORE with secret, 901C030110, true, false",
    "FORGET, 901E0101, false, false",
    "SEAL, 9032C40105, true, false",
    "OPEN, 9034C40105, false, true",
    "WINDOW, 903C010102, false, true",
    "IMPORT, 903E000114, true, false",
    "PUT KEY, 9042010100, true, false",
    "GENERATE, 9044010100, false, false",
    "PUT PIN, 9046000113, true, false",
    "unknown, 9066000000, true, true",
    "unknown WIM, 80F2000000, true, true",
    "cut off, 80, true, true",
  })
  void blankWhatIsNotKnownToBePublic(
      String name, String command, boolean secretCommand, boolean secretAnswer) {
    assertThat(new SecretRules().judge(hex(command)))
        .as(name)
        .isEqualTo(new SecretRules.Verdict(secretCommand, secretAnswer));
  }

  @ParameterizedTest
  @CsvSource({"80A40000024434", "80A40800065015" + "4434" + "0000", "80A4080004" + "50154434"})
  void blankTheFileOfSecretsUntilAnotherIsSelected(String select) {
    SecretRules rules = new SecretRules();
    rules.judge(hex(select));
    boolean secret = !select.endsWith("0000");
    assertThat(rules.judge(hex("80B0000018")).secretAnswer()).isEqualTo(secret);
    assertThat(rules.judge(hex("00C0000018")).secretAnswer()).isEqualTo(secret);
    assertThat(rules.judge(hex("80D6000001AA")).secretCommand()).isEqualTo(secret);
    rules.judge(hex("80A40000024432"));
    assertThat(rules.judge(hex("80B0000018")).secretAnswer()).isFalse();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
