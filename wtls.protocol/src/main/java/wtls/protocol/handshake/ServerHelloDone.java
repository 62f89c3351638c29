package wtls.protocol.handshake;

import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.codec.OctetWriter;

/** The server has said what it had to say (WAP-261 10.5.5). */
public record ServerHelloDone() implements HandshakeMessage {
  @Override
  public HandshakeType type() {
    return HandshakeType.SERVER_HELLO_DONE;
  }

  @Override
  public void writeBody(OctetWriter out, KeyExchangeSuite suite) {}
}
