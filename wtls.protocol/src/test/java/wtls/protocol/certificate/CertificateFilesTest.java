package wtls.protocol.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EncodedCertificate.Format;
import wtls.protocol.Vectors;
import wtls.protocol.codec.DecodeException;

class CertificateFilesTest {
  private static final byte[] RSA = Vectors.file("derived_ca_rsa.wtls");
  private static final byte[] EC = Vectors.file("derived_ca_ec7.wtls");

  @Test
  void readsBinaryWtlsCertificatesOneAfterAnother() throws DecodeException {
    assertOctets(CertificateFiles.decode(Bytes.concat(RSA, EC)), RSA, EC);
  }

  @Test
  void readsBinaryX509CertificatesOneAfterAnother() throws Exception {
    byte[] root = CertificateFiles.decode(pem("rsa_root")).get(0).octets();
    byte[] small = CertificateFiles.decode(pem("ec7_root")).get(0).octets();

    assertOctets(CertificateFiles.decode(Bytes.concat(root, small, root)), root, small, root);
  }

  @Test
  void writesArmourThatItReads() throws Exception {
    EncodedCertificate x509 = CertificateFiles.decode(pem("rsa_root")).get(0);
    byte[] file = CertificateFiles.encode(List.of(new EncodedCertificate(Format.WTLS, RSA), x509));

    String text = new String(file, StandardCharsets.US_ASCII);
    assertThat(text)
        .startsWith("-----BEGIN WTLS CERTIFICATE-----\n")
        .endsWith("-----END CERTIFICATE-----\n");
    assertThat(text.lines()).allMatch(line -> line.length() <= 64);
    assertOctets(CertificateFiles.decode(file), RSA, x509.octets());
  }

  @Test
  void writesTheSameArmourAsOpenssl() throws Exception {
    byte[] file = pem("rsa_root");

    assertThat(CertificateFiles.encode(CertificateFiles.decode(file))).isEqualTo(file);
  }

  @Test
  void passesOverTextAndPrivateKeys() throws DecodeException {
    byte[] key = Vectors.file("rsa1024_ca.pem");
    byte[] certificate = CertificateFiles.encode(List.of(new EncodedCertificate(Format.WTLS, EC)));
    byte[] text = "Our authority\r\n".getBytes(StandardCharsets.US_ASCII);

    assertOctets(CertificateFiles.decode(Bytes.concat(text, key, certificate)), EC);
  }

  @Test
  void refusesFilesWithoutCertificates() {
    assertRefused(new byte[0], "certificate_file at offset 0: is empty");
    assertRefused(
        Vectors.file("rsa1024_ca.pem"), "certificate_file at offset 0: holds no certificate");
  }

  @Test
  void refusesDamagedArmour() {
    String good =
        new String(
            CertificateFiles.encode(List.of(new EncodedCertificate(Format.WTLS, EC))),
            StandardCharsets.US_ASCII);

    assertRefused(
        good.substring(0, good.length() - 10),
        "certificate_file at offset 0: has a block that does not end");
    assertRefused(
        "-----BEGIN CERTIFICATE-----END CERTIFICATE-----",
        "certificate_file at offset 0: has a block that does not end");
    assertRefused("-----BEGIN X", "certificate_file at offset 0: has a block that does not end");
    assertRefused(
        good.replaceFirst("\n", "\n*"),
        "certificate_file at offset 32: has a block that is not base64");
    assertRefused(
        good.replace("WTLS CERTIFICATE", "CERTIFICATE"),
        "x509_certificate at offset 0: is not an X.509 certificate in DER");
  }

  @Test
  void refusesDamagedBinary() {
    assertRefused(
        Bytes.concat(RSA, new byte[] {1, 2}),
        "identifier_type at offset 337: needs 1" + " octets, but 0 remain");
    assertRefused(
        new byte[] {0x30, 0x03, 1, 2, 3},
        "x509_certificate at offset 0: is not a DER" + " sequence of 128 to 65535 octets");
    assertRefused(
        new byte[] {0x30, (byte) 0x82, 1, 2, 3},
        "x509_certificate at offset 0: has length 258, but 1 remain");
  }

  @Test
  void writesNoUrls() {
    List<EncodedCertificate> url = List.of(new EncodedCertificate(Format.URL, new byte[1]));

    assertThatThrownBy(() -> CertificateFiles.encode(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Certificate files hold WTLS and X509 certificates, not URL.");
  }

  private static byte[] pem(String name) throws IOException {
    try (InputStream in =
        CertificateFilesTest.class.getResourceAsStream("/x509/" + name + ".pem")) {
      return in.readAllBytes();
    }
  }

  private static void assertOctets(List<EncodedCertificate> certificates, byte[]... octets) {
    assertThat(certificates.stream().map(EncodedCertificate::octets)).containsExactly(octets);
  }

  private static void assertRefused(String file, String message) {
    assertRefused(file.getBytes(StandardCharsets.US_ASCII), message);
  }

  private static void assertRefused(byte[] file, String message) {
    assertThatThrownBy(() -> CertificateFiles.decode(file))
        .isInstanceOf(DecodeException.class)
        .hasMessage(message);
  }
}
