package wtls.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EncodedCertificate.Format;
import wtls.protocol.Vectors;
import wtls.protocol.certificate.CertificateFiles;
import wtls.protocol.certificate.ChainValidator;
import wtls.protocol.certificate.FileKey;
import wtls.protocol.certificate.PrivateKeyFiles;
import wtls.protocol.certificate.UntrustedException;
import wtls.protocol.certificate.WtlsCertificate;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.CertificateMessage;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.policy.AlgorithmPolicy;

/**
 * Any octets are a certificate of either format or are refused, as a file, in a message and in a
 * chain; so are files of private keys.
 */
class CertificateFuzzTest {
  private static final Instant NOW = Instant.parse("2030-06-01T00:00:00Z");

  static Stream<byte[]> seeds() throws IOException, DecodeException {
    Stream<byte[]> wtls =
        Stream.of("ca_rsa", "server_rsa", "client_rsa", "ca_ec7", "server_ec7")
            .map(name -> Vectors.file("derived_" + name + ".wtls"));
    byte[] pem;
    try (InputStream in = CertificateFuzzTest.class.getResourceAsStream("/x509/rsa_server.pem")) {
      pem = in.readAllBytes();
    }
    return Stream.concat(
        wtls,
        Stream.of(
            pem, CertificateFiles.decode(pem).get(0).octets(), Vectors.file("rsa1024_ca.pem")));
  }

  @MethodSource("seeds")
  @FuzzTest
  void readsAnyCertificate(byte[] octets) throws DecodeException {
    if (octets == null) {
      return;
    }
    readFile(octets);
    readKeyFile(octets);
    readWtls(octets);
    for (Format format : List.of(Format.WTLS, Format.X509)) {
      validate(List.of(new EncodedCertificate(format, octets)));
    }
  }

  private static void readFile(byte[] octets) throws DecodeException {
    List<EncodedCertificate> certificates;
    try {
      certificates = CertificateFiles.decode(octets);
    } catch (DecodeException e) {
      assertThat(e.offset()).isBetween(0, octets.length);
      return;
    }
    List<EncodedCertificate> again = CertificateFiles.decode(CertificateFiles.encode(certificates));
    assertThat(again).hasSameSizeAs(certificates);
    for (int i = 0; i < again.size(); i++) {
      assertThat(again.get(i).octets()).isEqualTo(certificates.get(i).octets());
    }
  }

  private static void readKeyFile(byte[] octets) {
    try (FileKey key = PrivateKeyFiles.decode(octets)) {
      assertThat(key).isNotNull();
    } catch (DecodeException e) {
      assertThat(e.offset()).isBetween(0, octets.length);
    }
  }

  /** The message must find the same end of the certificate as its own parser. */
  private static void readWtls(byte[] octets) throws DecodeException {
    WtlsCertificate certificate;
    try {
      certificate = WtlsCertificate.decode(octets);
    } catch (DecodeException e) {
      return;
    }
    assertThat(certificate.encode()).isEqualTo(octets);
    if (octets.length < 0xFFF0) {
      CertificateMessage message = new CertificateMessage(List.of(certificate.encoded()));
      byte[] encoded = Handshakes.encode(message, null);
      CertificateMessage decoded =
          (CertificateMessage) Handshakes.decode(encoded, 0, encoded.length, null);
      assertThat(decoded.certificates()).hasSize(1);
      assertThat(decoded.certificates().get(0).octets()).isEqualTo(octets);
    }
  }

  /** As its own root, so that key and names are looked at too. */
  private static void validate(List<EncodedCertificate> chain) {
    for (KeyExchangeSuite suite :
        List.of(KeyExchangeSuite.RSA, KeyExchangeSuite.ECDH_ECDSA_UNCOMP)) {
      try {
        ChainValidator.validate(chain, chain, suite, "host", NOW, AlgorithmPolicy.STRICT);
      } catch (UntrustedException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(ChainValidator.trustedIds(chain)).hasSizeLessThanOrEqualTo(1);
  }
}
