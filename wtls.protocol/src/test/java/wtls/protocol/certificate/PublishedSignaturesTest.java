package wtls.protocol.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EncodedCertificate.Format;
import wtls.protocol.PublishedCertificates;
import wtls.protocol.certificate.UntrustedException.Reason;
import wtls.protocol.policy.AlgorithmPolicy;

/** Signatures of certificates that others made in the year 2000. */
class PublishedSignaturesTest {
  private static final Instant THEN = Instant.parse("2000-07-01T00:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {"EntrustNetWAP.bin", "UNKNOWN.001"})
  void verifiesTheSelfSignatureOfARoot(String file) throws Exception {
    WtlsLink root = new WtlsLink(WtlsCertificate.decode(PublishedCertificates.file(file)));

    assertThat(root.isSignedBy(root.key().orElseThrow())).isTrue();
    assertThat(root.isIssuedBy(root)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EntrustNetWAP.bin", "UNKNOWN.001"})
  void refusesTheSelfSignatureOnceAnOctetHasChanged(String file) throws Exception {
    byte[] octets = PublishedCertificates.file(file);
    octets[octets.length - 1] ^= 1;
    WtlsLink root = new WtlsLink(WtlsCertificate.decode(octets));

    assertThat(root.isSignedBy(root.key().orElseThrow())).isFalse();
  }

  @Test
  void refusesTheCorruptedCertificate() throws Exception {
    byte[] octets = PublishedCertificates.file("MobileServiceCA-badsig.wap");
    WtlsLink bad = new WtlsLink(WtlsCertificate.decode(octets));
    byte[] root = PublishedCertificates.file("EntrustNetWAP.bin");

    assertThat(bad.isSignedBy(bad.key().orElseThrow())).isFalse();
    assertThat(bad.isSignedBy(WtlsCertificate.decode(root).publicKey())).isFalse();
    assertThat(bad.certificate())
        .isNotEqualTo(WtlsCertificate.decode(PublishedCertificates.file("MobileServiceCA.wap")));
  }

  @Test
  void refusesTheIntermediateWhoseRootWasNotPublished() throws Exception {
    List<EncodedCertificate> chain =
        List.of(
            new EncodedCertificate(Format.WTLS, PublishedCertificates.file("MobileServiceCA.wap")));
    List<EncodedCertificate> roots =
        List.of(
            new EncodedCertificate(Format.WTLS, PublishedCertificates.file("EntrustNetWAP.bin")));

    UntrustedException refusal =
        catchThrowableOfType(
            UntrustedException.class,
            () ->
                ChainValidator.validate(
                    chain, roots, KeyExchangeSuite.RSA, "any", THEN, AlgorithmPolicy.STRICT));

    assertThat(refusal.reason()).isEqualTo(Reason.UNKNOWN_ROOT);
  }
}
