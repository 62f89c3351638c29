package wtls.protocol.crypto;

/** Which way records go, seen from the side that protects them. */
public enum Direction {
  /** Records that this side sends. */
  WRITE,
  /** Records that this side receives. */
  READ
}
