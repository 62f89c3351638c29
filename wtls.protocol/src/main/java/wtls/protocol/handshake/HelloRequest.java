package wtls.protocol.handshake;

import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.codec.OctetWriter;

/** The server asks for a handshake (WAP-261 10.5.1.1). Never part of the handshake hash. */
public record HelloRequest() implements HandshakeMessage {
  @Override
  public HandshakeType type() {
    return HandshakeType.HELLO_REQUEST;
  }

  @Override
  public void writeBody(OctetWriter out, KeyExchangeSuite suite) {}
}
