package wtls.protocol.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.PublishedCertificates;
import wtls.protocol.Vectors;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.handshake.Identifier;

class WtlsCertificateTest {

  @ParameterizedTest
  @ValueSource(strings = {"ca_rsa", "server_rsa", "client_rsa", "ca_ec7", "server_ec7"})
  void decodesAndEncodesTheVectors(String name) throws DecodeException {
    byte[] octets = Vectors.hex(Vectors.json().get("certs").get(name));

    WtlsCertificate certificate = WtlsCertificate.decode(octets);

    assertThat(certificate.encode()).isEqualTo(octets);
    assertThat(certificate.version()).isEqualTo(1);
    assertThat(certificate.notBefore()).isBefore(certificate.notAfter());
  }

  @Test
  void readsTheFieldsOfAnEcCertificate() throws DecodeException {
    byte[] octets = Vectors.hex(Vectors.json().get("certs").get("server_ec7"));

    WtlsCertificate certificate = WtlsCertificate.decode(octets);

    assertThat(certificate.signatureAlgorithm()).isEqualTo(SignatureAlgorithm.ECDSA_SHA);
    assertThat(certificate.issuer()).hasToString("Test EC CA; WTLS Vectors; XX");
    assertThat(certificate.publicKey()).isInstanceOf(CertificateKey.Ecdh.class);
    assertThat(certificate.publicKey().curve()).contains(NamedCurve.SECP160R1);
    assertThat(certificate.publicKey().serverKey()).isPresent();
    assertThat(certificate.signature()).hasSize(42);
    assertThat(certificate.notAfter()).isEqualTo(Instant.ofEpochSecond(0x7FFFFFFFL));
  }

  @ParameterizedTest
  @CsvSource({
    "EntrustNetWAP.bin, Entrust.net WAP CA (c) 1999",
    "UNKNOWN.001, Entrust.net Test WAP CA",
    "MobileServiceCA.wap, VeriSign Trial Mobile Service",
    "MobileServiceCA-badsig.wap, VeriSign Trial Mobile Service"
  })
  void decodesAndEncodesPublishedCertificates(String file, String service)
      throws IOException, DecodeException {
    byte[] octets = PublishedCertificates.file(file);

    WtlsCertificate certificate = WtlsCertificate.decode(octets);

    assertThat(certificate.encode()).isEqualTo(octets);
    assertThat(certificate.subjectName().orElseThrow().service()).isEqualTo(service);
    assertThat(certificate.subject()).isInstanceOf(Identifier.Text.class);
  }

  @Test
  void stopsWhereTheCertificateEnds() throws DecodeException {
    byte[] first = Vectors.file("derived_ca_rsa.wtls");
    byte[] second = Vectors.file("derived_ca_ec7.wtls");
    OctetReader in = new OctetReader(Bytes.concat(first, second));

    List<WtlsCertificate> both = List.of(WtlsCertificate.parse(in), WtlsCertificate.parse(in));

    assertThat(both).containsExactly(WtlsCertificate.decode(first), WtlsCertificate.decode(second));
    assertThat(in.remaining()).isZero();
  }

  @Test
  void refusesOctetsAfterTheCertificate() {
    byte[] octets = Bytes.concat(Vectors.file("derived_ca_rsa.wtls"), new byte[3]);

    assertThatThrownBy(() -> WtlsCertificate.decode(octets))
        .isInstanceOf(DecodeException.class)
        .hasMessage("wtls_certificate at offset 335: is followed by 3 octets too many");
  }

  @Test
  void refusesUnknownNumbers() {
    byte[] octets = Vectors.file("derived_ca_rsa.wtls");

    assertRefused(octets, 0, 2, "certificate_version at offset 0: is 2, not 1");
    assertRefused(octets, 1, 3, "signature_algorithm at offset 1: is 3, not 0, 1 or 2");
    assertRefused(octets, 2, 9, "identifier_type at offset 2: is 9, which is unknown");
  }

  private static void assertRefused(byte[] octets, int at, int value, String message) {
    byte[] changed = octets.clone();
    changed[at] = (byte) value;
    assertThatThrownBy(() -> WtlsCertificate.decode(changed))
        .isInstanceOf(DecodeException.class)
        .hasMessage(message);
  }
}
