package wtls.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;

class AlgorithmChoiceTest {

  @Test
  void keepsOrderAndTellsSuitesApart() {
    AlgorithmChoice choice =
        AlgorithmChoice.parse(
            List.of("ecdh_ecdsa", "3DES_CBC_EDE/SHA", "RSA", "RC5_CBC/SHA", "RSA"), List.of());

    assertThat(choice.keyExchanges())
        .containsExactly(KeyExchangeSuite.ECDH_ECDSA, KeyExchangeSuite.RSA);
    assertThat(choice.cipherSuites())
        .containsExactly(
            new CipherSuite(BulkCipher.TRIPLE_DES_CBC_EDE, MacAlgorithm.SHA),
            new CipherSuite(BulkCipher.RC5_CBC, MacAlgorithm.SHA));
  }

  @Test
  void namesNothingByDefault() {
    assertThat(AlgorithmChoice.parse(List.of(), List.of()))
        .isEqualTo(new AlgorithmChoice(List.of(), List.of(), Set.of()));
  }

  @Test
  void legacyMustBeAllowedByName() {
    assertThatThrownBy(() -> AlgorithmChoice.parse(List.of("RSA_anon"), List.of()))
        .hasMessage(
            "RSA_anon is too weak for use today; if it must be, add --allow-legacy RSA_anon.");
    assertThatThrownBy(() -> AlgorithmChoice.parse(List.of("RC5_CBC/SHA_40"), List.of()))
        .hasMessage("SHA_40 is too weak for use today; if it must be, add --allow-legacy SHA_40.");
    assertThat(AlgorithmChoice.parse(List.of("RSA_anon"), List.of("rsa_anon")).keyExchanges())
        .containsExactly(KeyExchangeSuite.RSA_ANON);
  }

  @Test
  void cipherWithoutMacIsNotSuite() {
    assertThatThrownBy(() -> AlgorithmChoice.parse(List.of("RC5_CBC"), List.of()))
        .hasMessage(
            "RC5_CBC is not a suite; write cipher and MAC with a slash between, such as"
                + " RC5_CBC/SHA.");
  }

  @Test
  void unknownNamesAreRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> AlgorithmChoice.parse(List.of("AES"), List.of()))
        .hasMessageStartingWith("\"AES\" is no key exchange suite: use one of ");
    assertThatThrownBy(() -> AlgorithmChoice.parse(List.of("AES/SHA"), List.of()))
        .hasMessageStartingWith("\"AES\" is no cipher: use one of ");
    assertThatThrownBy(() -> AlgorithmChoice.parse(List.of(), List.of("AES")))
        .hasMessageStartingWith("No legacy algorithm is called AES: use names out of ");
  }

  @Test
  void suiteThatProtectsNothingIsNeverUsed() {
    assertThatThrownBy(() -> AlgorithmChoice.parse(List.of("NULL/SHA_0"), List.of("NULL", "SHA_0")))
        .hasMessage("NULL/SHA_0 protects nothing and is never used.");
  }
}
