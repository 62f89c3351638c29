package wtls.protocol.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static wtls.protocol.certificate.TestChains.HOST;
import static wtls.protocol.certificate.TestChains.MIDDLE;
import static wtls.protocol.certificate.TestChains.NOW;
import static wtls.protocol.certificate.TestChains.ROOT;
import static wtls.protocol.certificate.TestChains.SERVER_KEY;
import static wtls.protocol.certificate.TestChains.encoded;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EncodedCertificate.Format;
import wtls.protocol.certificate.UntrustedException.Reason;
import wtls.protocol.policy.AlgorithmPolicy;

class VerifiedSignaturesTest {
  private static final EncodedCertificate ISSUER = certificate(9);

  private final VerifiedSignatures known = new VerifiedSignatures(2);
  private int verifications;

  private static EncodedCertificate certificate(int... octets) {
    byte[] encoded = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      encoded[i] = (byte) octets[i];
    }
    return new EncodedCertificate(Format.WTLS, encoded);
  }

  private boolean ask(EncodedCertificate certificate, EncodedCertificate issuer, boolean answer) {
    return known.isSignedBy(
        certificate,
        issuer,
        () -> {
          verifications++;
          return answer;
        });
  }

  private boolean isKnown(EncodedCertificate certificate, EncodedCertificate issuer) {
    int before = verifications;
    ask(certificate, issuer, false);
    return verifications == before;
  }

  @Test
  void verifiesAGoodSignatureOnce() {
    assertThat(ask(certificate(1), ISSUER, true)).isTrue();
    assertThat(ask(certificate(1), ISSUER, false)).isTrue();

    assertThat(verifications).isEqualTo(1);
  }

  @Test
  void verifiesABadSignatureEachTime() {
    assertThat(ask(certificate(1), ISSUER, false)).isFalse();
    assertThat(ask(certificate(1), ISSUER, false)).isFalse();

    assertThat(verifications).isEqualTo(2);
  }

  @Test
  void tellsIssuersFormatsAndBoundariesApart() {
    ask(certificate(1, 2), certificate(3), true);

    assertThat(isKnown(certificate(1, 2), certificate(4))).isFalse();
    assertThat(isKnown(certificate(1), certificate(2, 3))).isFalse();
    assertThat(isKnown(certificate(3), certificate(1, 2))).isFalse();
    assertThat(isKnown(new EncodedCertificate(Format.X509, new byte[] {1, 2}), certificate(3)))
        .isFalse();
    assertThat(isKnown(certificate(1, 2), certificate(3))).isTrue();
  }

  @Test
  void forgetsTheSignatureThatWasNotNeededForLongest() {
    ask(certificate(1), ISSUER, true);
    ask(certificate(2), ISSUER, true);
    ask(certificate(1), ISSUER, true);
    ask(certificate(3), ISSUER, true);

    assertThat(isKnown(certificate(1), ISSUER)).isTrue();
    assertThat(isKnown(certificate(2), ISSUER)).isFalse();
    assertThat(isKnown(certificate(3), ISSUER)).isTrue();
  }

  @Test
  void remembersNothingWhenItHasNoRoom() {
    VerifiedSignatures none = new VerifiedSignatures(0);
    none.isSignedBy(certificate(1), ISSUER, () -> true);

    assertThat(none.isSignedBy(certificate(1), ISSUER, () -> false)).isFalse();
  }

  @Test
  void leavesAllOtherChecksToBeMadeEachTime() {
    List<EncodedCertificate> chain =
        encoded(MIDDLE.certify(HOST, SERVER_KEY), ROOT.certify(MIDDLE));
    List<EncodedCertificate> roots = encoded(ROOT.root());
    assertThatNoException().isThrownBy(() -> validate(chain, roots, HOST, NOW));

    Instant later = NOW.plus(Duration.ofDays(36_500));
    assertThat(refusal(chain, roots, HOST, later)).isEqualTo(Reason.EXPIRED);
    assertThat(refusal(chain, roots, "other.example", NOW)).isEqualTo(Reason.WRONG_HOST);
    assertThat(refusal(chain, List.of(), HOST, NOW)).isEqualTo(Reason.UNKNOWN_ROOT);
  }

  @Test
  void findsAForgedCertificateBesideAKnownOne() throws UntrustedException {
    List<EncodedCertificate> roots = encoded(ROOT.root());
    EncodedCertificate good = ROOT.certify(HOST, SERVER_KEY).encoded();
    validate(List.of(good), roots, HOST, NOW);

    byte[] forged = good.octets().clone();
    forged[forged.length - 1] ^= 1;
    EncodedCertificate certificate = new EncodedCertificate(Format.WTLS, forged);

    assertThat(refusal(List.of(certificate), roots, HOST, NOW)).isEqualTo(Reason.BAD_SIGNATURE);
  }

  private Reason refusal(
      List<EncodedCertificate> chain, List<EncodedCertificate> roots, String host, Instant now) {
    return catchThrowableOfType(UntrustedException.class, () -> validate(chain, roots, host, now))
        .reason();
  }

  private void validate(
      List<EncodedCertificate> chain, List<EncodedCertificate> roots, String host, Instant now)
      throws UntrustedException {
    ChainValidator.validate(
        chain, roots, KeyExchangeSuite.RSA, host, now, AlgorithmPolicy.STRICT, known);
  }
}
