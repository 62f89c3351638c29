package wtls.protocol.handshake;

import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.codec.OctetWriter;

/**
 * A handshake message (WAP-261 10.5). Messages with arrays are equal only to themselves: compare
 * their encodings.
 */
public sealed interface HandshakeMessage
    permits HelloRequest,
        ClientHello,
        ServerHello,
        CertificateMessage,
        ServerKeyExchange,
        CertificateRequest,
        ServerHelloDone,
        CertificateVerify,
        ClientKeyExchange,
        Finished {

  /** Which message it is. */
  HandshakeType type();

  /**
   * Writes its body, without type and length; {@link Handshakes#encode} writes the whole message.
   *
   * @param suite the negotiated key exchange suite; only ClientKeyExchange depends on it, all
   *     others take null
   * @throws IllegalArgumentException when a value does not fit its field
   */
  void writeBody(OctetWriter out, KeyExchangeSuite suite);
}
