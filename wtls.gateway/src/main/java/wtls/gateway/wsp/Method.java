package wtls.gateway.wsp;

import java.util.Optional;

/** The request methods that have a PDU type of their own (WAP-230 table 34). */
public enum Method {
  GET(0x40),
  OPTIONS(0x41),
  HEAD(0x42),
  DELETE(0x43),
  TRACE(0x44),
  POST(0x60),
  PUT(0x61);

  private final int number;

  Method(int number) {
    this.number = number;
  }

  /** The PDU type. */
  public int number() {
    return number;
  }

  /** Whether it travels in a Post PDU, which carries a body (WAP-230 8.2.3.2). */
  public boolean hasBody() {
    return number >= 0x60;
  }

  /** The method with this PDU type, if it is assigned. */
  public static Optional<Method> of(int number) {
    for (Method method : values()) {
      if (method.number == number) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }
}
