package wtls.protocol.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.Algorithm;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.DhGroup;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.algorithm.NamedCurve;

/** Promise 7 of the design: nothing legacy unless configured by name. */
class AlgorithmPolicyTest {
  private static final List<Algorithm> STRONG =
      List.of(
          KeyExchangeSuite.SHARED_SECRET,
          KeyExchangeSuite.RSA,
          KeyExchangeSuite.ECDH_ECDSA,
          KeyExchangeSuite.ECDH_ECDSA_UNCOMP,
          BulkCipher.RC5_CBC,
          BulkCipher.TRIPLE_DES_CBC_EDE,
          BulkCipher.IDEA_CBC,
          MacAlgorithm.SHA_80,
          MacAlgorithm.SHA,
          MacAlgorithm.MD5_80,
          MacAlgorithm.MD5,
          NamedCurve.SECT163K1,
          NamedCurve.C2PNB163V1,
          NamedCurve.SECP160R1,
          NamedCurve.WTLS9,
          NamedCurve.SECT233K1,
          NamedCurve.SECT233R1,
          NamedCurve.SECP224R1);

  @Test
  void allowsNothingLegacyUnlessNamed() {
    for (Algorithm algorithm : AlgorithmNames.all()) {
      assertThat(AlgorithmPolicy.STRICT.allows(algorithm))
          .as(algorithm.standardName())
          .isEqualTo(STRONG.contains(algorithm));
    }
  }

  @Test
  void allowsALegacyAlgorithmThatIsNamedAndNoOther() {
    for (Algorithm named : AlgorithmNames.all()) {
      if (!named.legacy()) {
        continue;
      }
      AlgorithmPolicy policy = AlgorithmPolicy.of(Set.of(AlgorithmNames.nameOf(named)));
      for (Algorithm algorithm : AlgorithmNames.all()) {
        assertThat(policy.allows(algorithm))
            .as("%s under %s", algorithm, policy)
            .isEqualTo(algorithm == named || STRONG.contains(algorithm));
      }
    }
  }

  @Test
  void tellsTheNullCipherFromTheNullKeyExchange() {
    AlgorithmPolicy cipher = AlgorithmPolicy.of(Set.of("NULL"));
    assertThat(cipher.allows(BulkCipher.NULL)).isTrue();
    assertThat(cipher.allows(KeyExchangeSuite.NULL)).isFalse();
    AlgorithmPolicy keyExchange = AlgorithmPolicy.of(Set.of("NULL_key_exchange"));
    assertThat(keyExchange.allows(BulkCipher.NULL)).isFalse();
    assertThat(keyExchange.allows(KeyExchangeSuite.NULL)).isTrue();
  }

  @Test
  void allowsACipherSuiteOnlyWithBothItsParts() {
    CipherSuite des = new CipherSuite(BulkCipher.DES_CBC, MacAlgorithm.SHA_40);
    assertThat(AlgorithmPolicy.STRICT.allows(des)).isFalse();
    assertThat(AlgorithmPolicy.of(Set.of("DES_CBC")).allows(des)).isFalse();
    assertThat(AlgorithmPolicy.of(Set.of("SHA_40")).allows(des)).isFalse();
    assertThat(AlgorithmPolicy.of(Set.of("DES_CBC", "SHA_40")).allows(des)).isTrue();
    assertThat(AlgorithmPolicy.STRICT.allows(new CipherSuite(BulkCipher.RC5_CBC, MacAlgorithm.SHA)))
        .isTrue();
  }

  @Test
  void neverAllowsSuitesThatCannotWork() {
    AlgorithmPolicy policy = AlgorithmPolicy.of(Set.of("NULL", "SHA_0", "SHA_XOR_40", "SHA_40"));
    assertThat(policy.allows(new CipherSuite(BulkCipher.NULL, MacAlgorithm.SHA_0))).isFalse();
    assertThat(policy.allows(new CipherSuite(BulkCipher.NULL, MacAlgorithm.SHA_XOR_40))).isFalse();
    assertThat(policy.allows(new CipherSuite(BulkCipher.NULL, MacAlgorithm.SHA_40))).isTrue();
    assertThat(policy.allows(new CipherSuite(BulkCipher.RC5_CBC, MacAlgorithm.SHA_0))).isTrue();
  }

  @Test
  void allowsShortRsaKeysOnlyAsFarAsANamedSuiteReaches() {
    assertThat(AlgorithmPolicy.STRICT.allowsRsaKey(1024)).isTrue();
    assertThat(AlgorithmPolicy.STRICT.allowsRsaKey(1023)).isFalse();
    AlgorithmPolicy to768 = AlgorithmPolicy.of(Set.of("RSA_768"));
    assertThat(to768.allowsRsaKey(768)).isTrue();
    assertThat(to768.allowsRsaKey(767)).isFalse();
    AlgorithmPolicy to512 = AlgorithmPolicy.of(Set.of("RSA_anon_512", "RSA_768"));
    assertThat(to512.allowsRsaKey(512)).isTrue();
    assertThat(to512.allowsRsaKey(511)).isFalse();
    assertThat(AlgorithmPolicy.of(Set.of("DH_anon_512")).allowsRsaKey(512)).isFalse();
  }

  @Test
  void readsNamesInAnyCaseAndKeepsThemCanonical() {
    AlgorithmPolicy policy = AlgorithmPolicy.of(Set.of("rsa_ANON", " dh_512 "));
    assertThat(policy.allowedLegacy()).containsExactlyInAnyOrder("RSA_anon", "DH_512");
    assertThat(policy.allows(KeyExchangeSuite.RSA_ANON)).isTrue();
    assertThat(policy.allows(DhGroup.DH_512)).isTrue();
    assertThat(policy.allows(DhGroup.DH_768)).isFalse();
  }

  @Test
  void saysWhichNamesItDoesNotKnow() {
    assertThatThrownBy(() -> AlgorithmPolicy.of(Set.of("AES", "RC5_CBC", "DES_CBC")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "No legacy algorithm is called AES, RC5_CBC: use names out of NULL_key_exchange,"
                + " DH_anon, DH_anon_512, DH_anon_768, RSA_anon, RSA_anon_512, RSA_anon_768,"
                + " RSA_512, RSA_768, ECDH_anon, ECDH_anon_113, ECDH_anon_131, ECDH_anon_uncomp,"
                + " ECDH_anon_uncomp_113, ECDH_anon_uncomp_131, NULL, RC5_CBC_40, RC5_CBC_56,"
                + " DES_CBC_40, DES_CBC, IDEA_CBC_40, IDEA_CBC_56, RC5_CBC_64, IDEA_CBC_64, SHA_0,"
                + " SHA_40, SHA_XOR_40, MD5_40, wtls1, sect113r1, secp112r1, wtls8, DH_512,"
                + " DH_768.");
  }
}
