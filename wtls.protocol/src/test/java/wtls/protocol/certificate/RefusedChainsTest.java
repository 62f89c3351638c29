package wtls.protocol.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wtls.protocol.certificate.TestChains.HOST;
import static wtls.protocol.certificate.TestChains.MIDDLE;
import static wtls.protocol.certificate.TestChains.NOW;
import static wtls.protocol.certificate.TestChains.ROOT;
import static wtls.protocol.certificate.TestChains.SERVER_KEY;
import static wtls.protocol.certificate.TestChains.assertRefused;
import static wtls.protocol.certificate.TestChains.encoded;
import static wtls.protocol.certificate.TestChains.refusal;
import static wtls.protocol.certificate.TestChains.serverName;
import static wtls.protocol.certificate.TestChains.signed;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EncodedCertificate.Format;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.certificate.UntrustedException.Reason;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.policy.AlgorithmPolicy;

/** Chains of WTLS certificates that are refused: every reason, with its message. */
class RefusedChainsTest {

  @Test
  void refusesAnEmptyChain() {
    assertRefused(
        List.of(),
        Reason.EMPTY,
        AlertDescription.HANDSHAKE_FAILURE,
        "The peer sent no certificate: give it one that fits the suite.");
  }

  @Test
  void refusesAChainOfAbsurdLength() {
    assertRefused(
        Collections.nCopies(9, ROOT.root().encoded()),
        Reason.TOO_LONG,
        AlertDescription.BAD_CERTIFICATE,
        "The chain has more than 8 certificates: send a shorter one.");
  }

  @ParameterizedTest
  @EnumSource(names = {"URL", "X968"})
  void refusesFormatsThatItCannotCheck(Format format) {
    assertRefused(
        List.of(new EncodedCertificate(format, new byte[1])),
        Reason.UNSUPPORTED_FORMAT,
        AlertDescription.UNSUPPORTED_CERTIFICATE,
        "The chain has a certificate of format "
            + format
            + ", which cannot be checked: send WTLS or X.509 certificates.");
  }

  @Test
  void refusesAMalformedCertificate() {
    byte[] octets = ROOT.certify(HOST, SERVER_KEY).encode();
    byte[] cut = Arrays.copyOf(octets, 7);

    assertRefused(
        List.of(new EncodedCertificate(Format.WTLS, cut)),
        Reason.MALFORMED,
        AlertDescription.BAD_CERTIFICATE,
        "A certificate in the chain is malformed (identifier.name at offset 5: has length 23, but 1"
            + " remain): send a valid one.");
  }

  @Test
  void refusesACertificateThatIsNotYetValid() {
    WtlsCertificate server =
        signed(
            ROOT,
            ROOT.builder(serverName(), SERVER_KEY).validity(NOW.plusSeconds(1), TestAuthority.END));

    assertRefused(
        encoded(server),
        Reason.NOT_YET_VALID,
        AlertDescription.CERTIFICATE_EXPIRED,
        "The certificate of \"Test; Tests; XX; wap.example.com\" is valid only from"
            + " 2030-06-01T00:00:01Z on: check the clock.");
  }

  @Test
  void refusesAnExpiredCertificate() {
    WtlsCertificate server =
        signed(
            ROOT,
            ROOT.builder(serverName(), SERVER_KEY)
                .validity(TestAuthority.START, NOW.minusSeconds(1)));

    assertRefused(
        encoded(server),
        Reason.EXPIRED,
        AlertDescription.CERTIFICATE_EXPIRED,
        "The certificate of \"Test; Tests; XX; wap.example.com\" was valid only until"
            + " 2030-05-31T23:59:59Z: renew it.");
  }

  @Test
  void refusesAnExpiredRootAndAnExpiredIntermediate() {
    WtlsCertificateBuilder old =
        ROOT.builder(ROOT.name(), ROOT.key()).validity(TestAuthority.START, NOW.minusSeconds(1));
    WtlsCertificateBuilder oldMiddle =
        ROOT.builder(MIDDLE.name(), MIDDLE.key())
            .validity(TestAuthority.START, NOW.minusSeconds(1));

    assertThat(
            refusal(
                    encoded(ROOT.certify(HOST, SERVER_KEY)),
                    encoded(signed(ROOT, old)),
                    KeyExchangeSuite.RSA)
                .getMessage())
        .isEqualTo(
            "The certificate of \"Root; Tests; XX; ; T=ca\" was valid only until"
                + " 2030-05-31T23:59:59Z: renew it.");
    assertThat(
            refusal(
                    encoded(MIDDLE.certify(HOST, SERVER_KEY), signed(ROOT, oldMiddle)),
                    encoded(ROOT.root()),
                    KeyExchangeSuite.RSA)
                .reason())
        .isEqualTo(Reason.EXPIRED);
  }

  @Test
  void refusesAnUnknownRoot() {
    assertRefused(
        encoded(MIDDLE.certify(HOST, SERVER_KEY)),
        Reason.UNKNOWN_ROOT,
        AlertDescription.UNKNOWN_CA,
        "\"Middle; Tests; XX; ; T=ca\", which issued the certificate of \"Test; Tests; XX;"
            + " wap.example.com\", is not a trusted root: add its certificate if you trust it.");
  }

  @Test
  void refusesASelfSignedServer() {
    TestAuthority self = TestAuthority.rsa(WtlsName.server("S", "", "", HOST), "server");

    assertThat(refusal(encoded(self.root()), encoded(ROOT.root()), KeyExchangeSuite.RSA).reason())
        .isEqualTo(Reason.UNKNOWN_ROOT);
    assertThat(
            refusal(
                    encoded(self.root(), self.root(), self.root()),
                    encoded(ROOT.root()),
                    KeyExchangeSuite.RSA)
                .reason())
        .isEqualTo(Reason.NOT_AN_AUTHORITY);
  }

  @Test
  void refusesAnIssuerThatIsNobody() {
    TestAuthority nobody = ROOT.as(Identifier.NULL);

    assertThat(
            refusal(
                    encoded(nobody.certify(HOST, SERVER_KEY)),
                    encoded(nobody.root()),
                    KeyExchangeSuite.RSA)
                .reason())
        .isEqualTo(Reason.UNKNOWN_ROOT);
  }

  @Test
  void refusesAChainInTheWrongOrder() {
    assertRefused(
        encoded(MIDDLE.certify(HOST, SERVER_KEY), ROOT.as(serverName()).root()),
        Reason.BROKEN,
        AlertDescription.BAD_CERTIFICATE,
        "The certificate of \"Test; Tests; XX; wap.example.com\" was issued by \"Middle; Tests; XX;"
            + " ; T=ca\", but is followed by that of \"Test; Tests; XX; wap.example.com\": send"
            + " each certificate before that of its issuer.");
  }

  @Test
  void refusesAnIntermediateWithoutTheCaExtension() {
    TestAuthority plain = MIDDLE.as(WtlsName.server("Middle", "", "", "").toIdentifier());

    assertRefused(
        encoded(plain.certify(HOST, SERVER_KEY), ROOT.certify(plain)),
        Reason.NOT_AN_AUTHORITY,
        AlertDescription.BAD_CERTIFICATE,
        "The certificate of \"Middle; ; \" may not issue others: have it made with T=ca, or with CA"
            + " constraints in X.509.");
  }

  @Test
  void refusesABadSignature() {
    WtlsCertificate forged = MIDDLE.as(ROOT.name()).certify(HOST, SERVER_KEY);

    assertRefused(
        encoded(forged),
        Reason.BAD_SIGNATURE,
        AlertDescription.BAD_CERTIFICATE,
        "The certificate of \"Test; Tests; XX; wap.example.com\" was not signed by the key of"
            + " \"Root; Tests; XX; ; T=ca\": it is forged or damaged.");
    assertThat(
            refusal(
                    encoded(ROOT.as(MIDDLE.name()).certify(HOST, SERVER_KEY), ROOT.certify(MIDDLE)),
                    encoded(ROOT.root()),
                    KeyExchangeSuite.RSA)
                .reason())
        .isEqualTo(Reason.BAD_SIGNATURE);
  }

  @Test
  void refusesEveryChangedOctetOfTheSignedPart() {
    WtlsCertificate server = ROOT.certify(HOST, SERVER_KEY);
    byte[] octets = server.encode();
    for (int i = 0; i < octets.length; i++) {
      byte[] changed = octets.clone();
      changed[i] ^= 1;
      List<EncodedCertificate> chain = List.of(new EncodedCertificate(Format.WTLS, changed));
      assertThat(refusal(chain, encoded(ROOT.root()), KeyExchangeSuite.RSA))
          .as("octet %d changed", i)
          .isNotNull();
    }
  }

  @Test
  void refusesAnotherHost() {
    assertRefused(
        encoded(ROOT.certify("other.example.com", SERVER_KEY)),
        Reason.WRONG_HOST,
        AlertDescription.CERTIFICATE_UNKNOWN,
        "The certificate is for \"Test; Tests; XX; other.example.com\" and not for"
            + " wap.example.com: connect by the name in it, or have a certificate made for this"
            + " name.");
  }

  @Test
  void refusesASubjectThatIsNoText() {
    WtlsCertificate server = ROOT.certify(new Identifier.KeyHash(SERVER_KEY.keyId()), SERVER_KEY);

    assertThat(refusal(encoded(server), encoded(ROOT.root()), KeyExchangeSuite.RSA).reason())
        .isEqualTo(Reason.WRONG_HOST);
  }

  @Test
  void showsNoControlCharactersOfAForgedName() {
    WtlsCertificate server = ROOT.certify("evil\u001b[2J\nroot", SERVER_KEY);

    assertThat(refusal(encoded(server), encoded(ROOT.root()), KeyExchangeSuite.RSA).getMessage())
        .contains("evil\uFFFD[2J\uFFFDroot");
  }

  @Test
  void isNotAskedAboutSuitesWithoutCertificates() {
    List<EncodedCertificate> roots = encoded(ROOT.root());

    assertThatThrownBy(
            () ->
                ChainValidator.validate(
                    roots, roots, KeyExchangeSuite.RSA_ANON, HOST, NOW, AlgorithmPolicy.STRICT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The suite RSA_anon has no server certificate to validate.");
    assertThatThrownBy(
            () ->
                ChainValidator.validateClient(
                    roots, roots, KeyExchangeSuite.DH_ANON, NOW, AlgorithmPolicy.STRICT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The suite DH_anon has no client certificates to validate.");
  }
}
