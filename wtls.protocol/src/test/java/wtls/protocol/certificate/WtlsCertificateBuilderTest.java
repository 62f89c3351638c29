package wtls.protocol.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.Identifier;

class WtlsCertificateBuilderTest {

  @Test
  void buildsWhatTheParserReads() throws DecodeException {
    List<TestAuthority> authorities = List.of(TestChains.ROOT, TestChains.EC_ROOT);
    List<CertificateKey> keys =
        List.of(
            TestChains.SERVER_KEY,
            TestAuthority.ecdh(NamedCurve.SECP160R1, true),
            TestAuthority.ecdh(NamedCurve.C2PNB163V1, false),
            TestChains.EC_MIDDLE.key());

    for (TestAuthority authority : authorities) {
      for (CertificateKey key : keys) {
        WtlsCertificate built = authority.certify("host", key);
        WtlsCertificate parsed = WtlsCertificate.decode(built.encode());

        assertThat(parsed).usingRecursiveComparison().isEqualTo(built);
        assertThat(parsed).isEqualTo(built).hasSameHashCodeAs(built);
        assertThat(parsed.keyId()).isEqualTo(key.keyId());
        assertThat(new WtlsLink(parsed).isSignedBy(authority.key())).isTrue();
      }
    }
  }

  @Test
  void writesTheLastSecondOf32Bits() throws DecodeException {
    Instant last = Instant.parse("2106-02-07T06:28:15Z");
    WtlsCertificate certificate =
        TestChains.ROOT
            .builder(Identifier.Text.of("x"), TestChains.SERVER_KEY)
            .validity(Instant.EPOCH, last)
            .sign(SignatureAlgorithm.ANONYMOUS, hash -> hash);

    assertThat(WtlsCertificate.decode(certificate.encode()).notAfter()).isEqualTo(last);
  }

  @Test
  void refusesTimesBeyond32Bits() {
    WtlsCertificateBuilder builder =
        TestChains.ROOT
            .builder(Identifier.Text.of("x"), TestChains.SERVER_KEY)
            .validity(Instant.EPOCH, Instant.parse("2106-02-07T06:28:16Z"));

    assertThatThrownBy(() -> builder.sign(SignatureAlgorithm.ANONYMOUS, hash -> hash))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4294967296 does not fit a field of 0 to 4294967295.");
  }

  @Test
  void refusesToSignWhatIsIncomplete() {
    WtlsCertificateBuilder builder = new WtlsCertificateBuilder().issuer(Identifier.NULL);

    assertThatThrownBy(() -> builder.sign(SignatureAlgorithm.ANONYMOUS, hash -> hash))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "A certificate needs issuer, subject, validity and key: set all of them before"
                + " signing.");
  }
}
