package wtls.protocol.handshake;

import java.util.Objects;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/**
 * What the client brings to the key exchange (WAP-261 10.5.7). Not sent when its certificate
 * brought it already.
 *
 * @param value the encrypted secret, the DH value or the point, without length
 */
public record ClientKeyExchange(byte[] value) implements HandshakeMessage {

  public ClientKeyExchange {
    Objects.requireNonNull(value, "value");
  }

  static ClientKeyExchange read(OctetReader in, KeyExchangeSuite suite) throws DecodeException {
    KeyExchangeSuite.Kind kind = suite == null ? KeyExchangeSuite.Kind.NULL : suite.kind();
    return switch (kind) {
      case RSA -> new ClientKeyExchange(in.vector16("client_key_exchange.secret", 0, 0xFFFF));
      case DH -> new ClientKeyExchange(in.vector16("client_key_exchange.dh_y", 1, 0xFFFF));
      case ECDH -> new ClientKeyExchange(in.vector8("client_key_exchange.point", 1, 0xFF));
      case NULL, SHARED_SECRET ->
          throw new DecodeException(
              "client_key_exchange", in.offset(), ServerKeyExchange.notIn(suite));
    };
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CLIENT_KEY_EXCHANGE;
  }

  @Override
  public void writeBody(OctetWriter out, KeyExchangeSuite suite) {
    Objects.requireNonNull(suite, "suite");
    switch (suite.kind()) {
      case RSA, DH -> out.vector16(value);
      case ECDH -> out.vector8(value);
      case NULL, SHARED_SECRET ->
          throw new IllegalArgumentException(
              "The suite " + suite.standardName() + " has no ClientKeyExchange.");
    }
  }
}
