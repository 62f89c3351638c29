package wtls.protocol.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.certificate.UntrustedException.Reason;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.policy.AlgorithmPolicy;

/** Authorities and shorthands for the tests of chains. */
final class TestChains {
  static final Instant NOW = TestAuthority.NOW;
  static final String HOST = "wap.example.com";

  static final TestAuthority ROOT =
      TestAuthority.rsa(WtlsName.authority("Root", "Tests", "XX"), "ca");
  static final TestAuthority MIDDLE =
      TestAuthority.rsa(WtlsName.authority("Middle", "Tests", "XX"), "client");
  static final CertificateKey SERVER_KEY =
      TestAuthority.rsa(WtlsName.server("", "", "", ""), "server").key();
  static final TestAuthority EC_ROOT =
      TestAuthority.ec(WtlsName.authority("EC root", "Tests", "XX"), NamedCurve.SECP160R1);
  static final TestAuthority EC_MIDDLE =
      TestAuthority.ec(WtlsName.authority("EC middle", "Tests", "XX"), NamedCurve.C2PNB163V1);

  private TestChains() {}

  static Identifier serverName() {
    return WtlsName.server("Test", "Tests", "XX", HOST).toIdentifier();
  }

  static WtlsCertificate signed(TestAuthority by, WtlsCertificateBuilder builder) {
    return builder.sign(by.algorithm(), by.signer());
  }

  static List<EncodedCertificate> encoded(WtlsCertificate... certificates) {
    return Stream.of(certificates).map(WtlsCertificate::encoded).toList();
  }

  static ServerIdentity validate(WtlsCertificate... chain) throws UntrustedException {
    return validate(List.of(chain), List.of(ROOT.root()), KeyExchangeSuite.RSA);
  }

  static ServerIdentity validate(
      List<WtlsCertificate> chain, List<WtlsCertificate> roots, KeyExchangeSuite suite)
      throws UntrustedException {
    return ChainValidator.validate(
        encoded(chain.toArray(WtlsCertificate[]::new)),
        encoded(roots.toArray(WtlsCertificate[]::new)),
        suite,
        HOST,
        NOW,
        AlgorithmPolicy.STRICT);
  }

  static void assertRefused(
      List<EncodedCertificate> chain, Reason reason, AlertDescription alert, String message) {
    UntrustedException refusal = refusal(chain, encoded(ROOT.root()), KeyExchangeSuite.RSA);
    assertThat(refusal).hasMessage(message);
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.alert()).isEqualTo(alert);
  }

  static UntrustedException refusal(
      List<EncodedCertificate> chain, List<EncodedCertificate> roots, KeyExchangeSuite suite) {
    return catchThrowableOfType(
        UntrustedException.class,
        () -> ChainValidator.validate(chain, roots, suite, HOST, NOW, AlgorithmPolicy.STRICT));
  }
}
