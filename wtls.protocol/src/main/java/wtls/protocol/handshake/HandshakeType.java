package wtls.protocol.handshake;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of handshake message (WAP-261 10.5). */
public enum HandshakeType {
  HELLO_REQUEST(0),
  CLIENT_HELLO(1),
  SERVER_HELLO(2),
  CERTIFICATE(11),
  SERVER_KEY_EXCHANGE(12),
  CERTIFICATE_REQUEST(13),
  SERVER_HELLO_DONE(14),
  CERTIFICATE_VERIFY(15),
  CLIENT_KEY_EXCHANGE(16),
  FINISHED(20);

  private final int number;

  HandshakeType(int number) {
    this.number = number;
  }

  /** The type with this number, or empty where WAP-261 assigns none. */
  public static Optional<HandshakeType> of(int number) {
    return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
  }

  /** The number that stands for it on the wire. */
  public int number() {
    return number;
  }
}
