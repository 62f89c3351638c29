package wtls.protocol.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.Algorithm;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;

class AlgorithmNamesTest {

  @Test
  void findsEveryAlgorithmByItsName() {
    for (Algorithm algorithm : AlgorithmNames.all()) {
      String name = AlgorithmNames.nameOf(algorithm);
      assertThat(AlgorithmNames.of(name)).as(name).contains(algorithm);
      assertThat(AlgorithmNames.of(name.toLowerCase(Locale.ROOT))).as(name).contains(algorithm);
    }
    assertThat(AlgorithmNames.of("AES")).isEmpty();
    assertThat(AlgorithmNames.of("")).isEmpty();
  }

  @Test
  void readsCipherSuites() {
    for (BulkCipher bulk : BulkCipher.values()) {
      for (MacAlgorithm mac : MacAlgorithm.values()) {
        CipherSuite suite = new CipherSuite(bulk, mac);
        assertThat(AlgorithmNames.cipherSuite(suite.standardName())).isEqualTo(suite);
      }
    }
    assertThat(AlgorithmNames.cipherSuite("3des_cbc_ede/sha_80"))
        .isEqualTo(new CipherSuite(BulkCipher.TRIPLE_DES_CBC_EDE, MacAlgorithm.SHA_80));
  }

  @Test
  void readsKeyExchangeSuites() {
    for (KeyExchangeSuite suite : KeyExchangeSuite.values()) {
      assertThat(AlgorithmNames.keyExchange(suite.standardName())).isEqualTo(suite);
    }
  }

  @Test
  void saysWhatWouldHaveBeenRight() {
    assertThatThrownBy(() -> AlgorithmNames.cipherSuite("RC5_CBC"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"RC5_CBC\" is no cipher suite: write cipher and MAC with a slash between, such as"
                + " RC5_CBC/SHA.");
    assertThatThrownBy(() -> AlgorithmNames.cipherSuite("RC5_CBC/RSA"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"RSA\" is no MAC: use one of SHA_0, SHA_40, SHA_80, SHA, SHA_XOR_40, MD5_40, MD5_80,"
                + " MD5.");
    assertThatThrownBy(() -> AlgorithmNames.cipherSuite("AES/SHA"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("\"AES\" is no cipher: use one of NULL, RC5_CBC_40, ");
    assertThatThrownBy(() -> AlgorithmNames.keyExchange("SHA"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("\"SHA\" is no key exchange suite: use one of NULL_key_exchange, ");
  }
}
