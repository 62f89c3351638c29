package wtls.gateway.handshake;

import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.CertificateMessage;
import wtls.protocol.handshake.CertificateVerify;
import wtls.protocol.handshake.ClientKeyExchange;
import wtls.protocol.handshake.HandshakeMessage;
import wtls.protocol.handshake.HandshakeType;
import wtls.protocol.handshake.Handshakes;

/**
 * What the client sends in answer to ServerHelloDone, before ChangeCipherSpec (WAP-261 10.3, figure
 * 5). Every part is optional here: which must be there depends on the keys.
 *
 * @param certificates the client's certificates; an empty list says that it has none that fits
 * @param keyExchange what ClientKeyExchange carries
 * @param signature what CertificateVerify carries, always the last message
 * @param messages all of them, encoded
 */
record ClientFlight(
    Optional<List<EncodedCertificate>> certificates,
    Optional<byte[]> keyExchange,
    Optional<byte[]> signature,
    List<byte[]> messages) {

  /**
   * Reads the messages, which may come in one order only.
   *
   * @param bareModulusLength octets of an RSA modulus, to accept an encrypted secret without its
   *     length; 0 not to
   */
  static ClientFlight parse(List<byte[]> messages, KeyExchangeSuite suite, int bareModulusLength)
      throws Refusal {
    Optional<List<EncodedCertificate>> certificates = Optional.empty();
    Optional<byte[]> keyExchange = Optional.empty();
    Optional<byte[]> signature = Optional.empty();
    HandshakeType last = HandshakeType.SERVER_HELLO_DONE;
    for (byte[] encoded : messages) {
      HandshakeMessage message = decode(encoded, suite, bareModulusLength);
      if (position(message.type()) <= position(last)) {
        throw Refusal.unexpected("The client sends " + message.type() + " after " + last + ".");
      }
      last = message.type();
      if (message instanceof CertificateMessage certificate) {
        certificates = Optional.of(certificate.certificates());
      } else if (message instanceof ClientKeyExchange exchange) {
        keyExchange = Optional.of(exchange.value());
      } else if (message instanceof CertificateVerify verify) {
        signature = Optional.of(verify.signature());
      }
    }
    return new ClientFlight(certificates, keyExchange, signature, messages);
  }

  /** The messages that CertificateVerify signs: those before it. */
  List<byte[]> signed() {
    return signature.isPresent() ? messages.subList(0, messages.size() - 1) : messages;
  }

  private static HandshakeMessage decode(byte[] encoded, KeyExchangeSuite suite, int bareLength)
      throws Refusal {
    try {
      HandshakeType type = Handshakes.peek(encoded, 0, encoded.length);
      if (bareLength > 0 && type == HandshakeType.CLIENT_KEY_EXCHANGE) {
        return Handshakes.decodeLenientClientKeyExchange(
            encoded, 0, encoded.length, suite, bareLength);
      }
      if (position(type) < 0) {
        throw Refusal.unexpected("The client sends " + type + " in its second flight.");
      }
      return Handshakes.decode(encoded, 0, encoded.length, suite);
    } catch (DecodeException e) {
      throw Refusal.malformed(e);
    }
  }

  private static int position(HandshakeType type) {
    return switch (type) {
      case SERVER_HELLO_DONE -> 0;
      case CERTIFICATE -> 1;
      case CLIENT_KEY_EXCHANGE -> 2;
      case CERTIFICATE_VERIFY -> 3;
      case HELLO_REQUEST,
          CLIENT_HELLO,
          SERVER_HELLO,
          SERVER_KEY_EXCHANGE,
          CERTIFICATE_REQUEST,
          FINISHED ->
          -1;
    };
  }
}
