package wtls.gateway.handshake;

/** The message flows of a handshake (WAP-261 10.3), by which secret the session rests on. */
public enum Flow {
  /** Both ends made a new secret. */
  FULL("full"),
  /** A stored session was resumed. */
  ABBREVIATED("abbreviated"),
  /** The server knew the client's fixed key beforehand. */
  OPTIMISED("optimised"),
  /** A secret that both ends were given. */
  SHARED_SECRET("shared secret"),
  /** No secret at all. */
  NULL("null");

  private final String words;

  Flow(String words) {
    this.words = words;
  }

  /** For people. */
  @Override
  public String toString() {
    return words;
  }
}
