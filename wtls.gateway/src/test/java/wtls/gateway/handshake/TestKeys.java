package wtls.gateway.handshake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.SignatureAlgorithm;
import wtls.protocol.certificate.WtlsCertificate;
import wtls.protocol.certificate.WtlsCertificateBuilder;
import wtls.protocol.certificate.WtlsName;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaPrivateKey;
import wtls.protocol.handshake.ParameterSpecifier;

/** The keys and certificates of the test vectors, and a client certificate for the EC key. */
public final class TestKeys {
  public static final JsonNode VECTORS = vectors();
  public static final NamedCurve CURVE = NamedCurve.SECP160R1;

  public static final RsaPrivateKey SERVER_RSA = rsa("rsa1024_server.pem");
  public static final RsaPrivateKey CLIENT_RSA = rsa("rsa1024_client.pem");
  public static final EcKeyPair CLIENT_EC = ec("client");
  public static final EcKeyPair CA_EC = ec("ca");

  public static final EncodedCertificate RSA_ROOT = certificate("ca_rsa");
  public static final EncodedCertificate EC_ROOT = certificate("ca_ec7");
  public static final EncodedCertificate CLIENT_RSA_CERTIFICATE = certificate("client_rsa");
  public static final EncodedCertificate CLIENT_EC_CERTIFICATE =
      certify("Test EC Client", CLIENT_EC, true);
  public static final EncodedCertificate CLIENT_EC_UNCOMPRESSED =
      certify("Test EC Client", CLIENT_EC, false);

  public static final CertifiedKey.Rsa SERVER_RSA_KEY =
      new CertifiedKey.Rsa(
          SERVER_RSA,
          SERVER_RSA.exponent(),
          SERVER_RSA.modulus(),
          List.of(certificate("server_rsa")),
          List.of(RSA_ROOT));
  public static final CertifiedKey.Ecdh SERVER_EC_KEY =
      new CertifiedKey.Ecdh(
          CURVE,
          ec("server").privateKey(),
          ec("server").point(true),
          List.of(certificate("server_ec7")),
          List.of(EC_ROOT));
  public static final CertifiedKey.Ecdh SERVER_EC_UNCOMPRESSED_KEY =
      new CertifiedKey.Ecdh(
          CURVE,
          ec("server").privateKey(),
          ec("server").point(false),
          List.of(certify("Test Gateway", ec("server"), false)),
          List.of(EC_ROOT));

  private TestKeys() {}

  public static byte[] hex(JsonNode node) {
    return HexFormat.of().parseHex(node.asText());
  }

  private static JsonNode vectors() {
    try {
      return new ObjectMapper().readTree(file("wtls_vectors.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] file(String name) {
    try (InputStream in = TestKeys.class.getResourceAsStream("/vectors/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RsaPrivateKey rsa(String name) {
    String pem = new String(file(name), StandardCharsets.US_ASCII);
    String base64 = pem.replaceAll("-----[^-]*-----", "").replaceAll("\\s", "");
    try {
      return RsaPrivateKey.decode(Base64.getDecoder().decode(base64));
    } catch (BadKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EcKeyPair ec(String name) {
    String scalar = VECTORS.get("certs").get("ec7_private").get(name).asText();
    try {
      return EcKeys.of(CURVE, new BigInteger(scalar, 16).toByteArray());
    } catch (BadKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EncodedCertificate certificate(String name) {
    byte[] octets = hex(VECTORS.get("certs").get(name));
    return new EncodedCertificate(EncodedCertificate.Format.WTLS, octets);
  }

  private static EncodedCertificate certify(String service, EcKeyPair key, boolean compressed) {
    try {
      WtlsCertificate root = WtlsCertificate.decode(EC_ROOT.octets());
      return new WtlsCertificateBuilder()
          .issuer(root.subject())
          .subject(WtlsName.parse(service + "; WTLS Vectors; XX").toIdentifier())
          .validity(root.notBefore(), Instant.ofEpochSecond(0x7FFFFFFFL))
          .publicKey(
              new CertificateKey.Ecdh(ParameterSpecifier.of(CURVE.number()), key.point(compressed)))
          .sign(SignatureAlgorithm.ECDSA_SHA, TestKeys::signEc)
          .encoded();
    } catch (DecodeException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] signEc(byte[] hash) {
    try {
      return EcKeys.sign(CURVE, CA_EC.privateKey(), hash);
    } catch (BadKeyException e) {
      throw new IllegalStateException(e);
    }
  }
}
