package wtls.protocol.handshake;

import java.util.Objects;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/**
 * The server's public key, unsigned: for anonymous suites only (WAP-261 10.5.3).
 *
 * @param parameters none where the client's choice stands, else those that the server proposes
 * @param key the key
 */
public record ServerKeyExchange(ParameterSpecifier parameters, ServerKeyValue key)
    implements HandshakeMessage {

  public ServerKeyExchange {
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(key, "key");
  }

  static ServerKeyExchange read(OctetReader in, KeyExchangeSuite suite) throws DecodeException {
    if (suite == null || !suite.usesServerKeyExchange()) {
      throw new DecodeException("server_key_exchange", in.offset(), notIn(suite));
    }
    ParameterSpecifier parameters = ParameterSpecifier.read(in, suite.kind());
    return new ServerKeyExchange(parameters, ServerKeyValue.read(in, suite.kind()));
  }

  /** What is wrong with a key exchange message that the suite does not have. */
  static String notIn(KeyExchangeSuite suite) {
    return suite == null
        ? "comes before a key exchange suite is agreed on"
        : "is not a message of the suite " + suite.standardName();
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.SERVER_KEY_EXCHANGE;
  }

  @Override
  public void writeBody(OctetWriter out, KeyExchangeSuite suite) {
    parameters.write(out);
    key.write(out);
  }
}
