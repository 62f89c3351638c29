package wtls.protocol.handshake;

import java.util.Optional;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/**
 * The codec of handshake messages (WAP-261 10.5): type, length of two octets, body. A record holds
 * exactly one.
 */
public final class Handshakes {
  private Handshakes() {}

  /**
   * Encodes a message, in a new array: what a handshake record carries, and what the handshake hash
   * takes in.
   *
   * @param suite the negotiated key exchange suite; null is fine for all but ClientKeyExchange
   * @throws IllegalArgumentException when a value does not fit its field
   */
  public static byte[] encode(HandshakeMessage message, KeyExchangeSuite suite) {
    OctetWriter out = new OctetWriter();
    out.uint8(message.type().number());
    int begin = out.begin16();
    message.writeBody(out, suite);
    out.end16(begin);
    return out.toByteArray();
  }

  /**
   * Decodes the one message that {@code len} octets from {@code off} on hold.
   *
   * @param suite the negotiated key exchange suite, without which ServerKeyExchange and
   *     ClientKeyExchange cannot be read; null before there is one
   * @throws DecodeException on anything malformed, and on messages that the suite does not have
   */
  public static HandshakeMessage decode(byte[] data, int off, int len, KeyExchangeSuite suite)
      throws DecodeException {
    OctetReader in = new OctetReader(data, off, len);
    HandshakeType type = readType(in);
    OctetReader body = readBody(in);
    HandshakeMessage message =
        switch (type) {
          case HELLO_REQUEST -> new HelloRequest();
          case CLIENT_HELLO -> ClientHello.read(body);
          case SERVER_HELLO -> ServerHello.read(body);
          case CERTIFICATE -> CertificateMessage.read(body);
          case SERVER_KEY_EXCHANGE -> ServerKeyExchange.read(body, suite);
          case CERTIFICATE_REQUEST -> CertificateRequest.read(body);
          case SERVER_HELLO_DONE -> new ServerHelloDone();
          case CERTIFICATE_VERIFY -> CertificateVerify.read(body);
          case CLIENT_KEY_EXCHANGE -> ClientKeyExchange.read(body, suite);
          case FINISHED -> Finished.read(body);
        };
    body.expectEnd("handshake.body");
    return message;
  }

  /**
   * Decodes a ClientKeyExchange of a peer that may leave out the length of the encrypted secret, as
   * some handsets did: a body just as long as the modulus is taken for the bare secret.
   *
   * @param suite the negotiated suite, of kind RSA
   * @param modulusLength octets of the server's modulus
   */
  public static ClientKeyExchange decodeLenientClientKeyExchange(
      byte[] data, int off, int len, KeyExchangeSuite suite, int modulusLength)
      throws DecodeException {
    OctetReader in = new OctetReader(data, off, len);
    if (readType(in) != HandshakeType.CLIENT_KEY_EXCHANGE) {
      throw new DecodeException("handshake.msg_type", off, "is not client_key_exchange");
    }
    OctetReader body = readBody(in);
    if (suite.kind() == KeyExchangeSuite.Kind.RSA && body.remaining() == modulusLength) {
      return new ClientKeyExchange(body.octets("client_key_exchange.secret", modulusLength));
    }
    ClientKeyExchange message = ClientKeyExchange.read(body, suite);
    body.expectEnd("handshake.body");
    return message;
  }

  /** The type of the message, without decoding the rest. */
  public static HandshakeType peek(byte[] data, int off, int len) throws DecodeException {
    return readType(new OctetReader(data, off, len));
  }

  private static HandshakeType readType(OctetReader in) throws DecodeException {
    int at = in.offset();
    int number = in.uint8("handshake.msg_type");
    Optional<HandshakeType> type = HandshakeType.of(number);
    if (type.isEmpty()) {
      throw new DecodeException("handshake.msg_type", at, "is " + number + ", which is unknown");
    }
    return type.get();
  }

  private static OctetReader readBody(OctetReader in) throws DecodeException {
    OctetReader body = in.vectorReader16("handshake.length", 0, 0xFFFF);
    in.expectEnd("handshake");
    return body;
  }
}
