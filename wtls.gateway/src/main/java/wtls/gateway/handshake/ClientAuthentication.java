package wtls.gateway.handshake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.ChainValidator;
import wtls.protocol.certificate.ClientIdentity;
import wtls.protocol.certificate.UntrustedException;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.handshake.CertificateRequest;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.handshake.KeyExchangeId;
import wtls.protocol.handshake.ParameterSpecifier;

/**
 * Finds out who a client is (WAP-261 10.5.4, 10.5.6, 10.5.8). Validates chains: takes time, so not
 * for the threads that carry datagrams.
 */
final class ClientAuthentication {
  private final ServerContext context;
  private final KeyExchangeSuite suite;
  private final Instant now;

  ClientAuthentication(ServerContext context, KeyExchangeSuite suite, Instant now) {
    this.context = context;
    this.suite = suite;
    this.now = now;
  }

  /**
   * Asks for a certificate of the authorities that are trusted.
   *
   * @param known whether the client named a key whose certificates are here: an empty list then
   *     says that it need not send them
   */
  static CertificateRequest request(
      ServerCredentials credentials, KeyExchangeSuite suite, boolean known) {
    if (known) {
      return new CertificateRequest(List.of());
    }
    List<KeyExchangeId> authorities = new ArrayList<>();
    for (ClientAuthority authority : credentials.clientAuthorities()) {
      if (authority.isRsa() == (suite.kind() == KeyExchangeSuite.Kind.RSA)) {
        Identifier name = authority.name();
        authorities.add(new KeyExchangeId(suite.number(), ParameterSpecifier.NONE, name));
      }
    }
    return new CertificateRequest(authorities);
  }

  /**
   * Validates the certificates of a client.
   *
   * @throws Refusal with the alert that tells the client what is wrong with them
   */
  ClientIdentity identify(List<EncodedCertificate> chain) throws Refusal {
    for (EncodedCertificate certificate : chain) {
      if (certificate.format() == EncodedCertificate.Format.URL) {
        throw Refusal.fatal(
            AlertDescription.UNSUPPORTED_CERTIFICATE,
            "The client sends the address of its certificate, which is not fetched.");
      }
    }
    try {
      return ChainValidator.validateClient(
          chain, context.credentials().clientRoots(), suite, now, context.policy().algorithms());
    } catch (UntrustedException e) {
      throw Refusal.fatal(e.alert(), e.getMessage());
    }
  }

  /** The point of a client's fixed key, which is to agree with a key on {@code curve}. */
  static byte[] fixedPoint(ClientIdentity client, NamedCurve curve) throws Refusal {
    if (client.key() instanceof CertificateKey.Ecdh ecdh
        && ecdh.curve().filter(curve::equals).isPresent()) {
      return ecdh.point();
    }
    throw Refusal.fatal(
        AlertDescription.UNSUPPORTED_CERTIFICATE,
        "The client's certified key cannot agree with a key on " + curve.standardName() + ".");
  }

  /** Whether the client's key agrees instead of signing. */
  static boolean agrees(ClientIdentity client) {
    return client.key() instanceof CertificateKey.Ecdh;
  }

  /** Checks that the client holds the private key of its signing certificate. */
  static void verify(ClientIdentity client, byte[] hash, Optional<byte[]> signature)
      throws Refusal {
    if (signature.isEmpty()) {
      throw Refusal.unexpected("The client's CertificateVerify is missing.");
    }
    if (!(client.key() instanceof CertificateKey.Rsa rsa)) {
      throw Refusal.fatal(
          AlertDescription.UNSUPPORTED_CERTIFICATE, "The client's certified key cannot sign.");
    }
    try {
      if (RsaKeys.verify(rsa.exponent(), rsa.modulus(), hash, signature.get())) {
        return;
      }
    } catch (BadKeyException e) {
      throw Refusal.fatal(
          AlertDescription.BAD_CERTIFICATE, "The client's certified key is not valid.");
    }
    throw Refusal.fatal(
        AlertDescription.DECRYPT_ERROR,
        "The client's CertificateVerify is not about this handshake.");
  }
}
