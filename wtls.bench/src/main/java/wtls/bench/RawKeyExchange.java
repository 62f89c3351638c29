package wtls.bench;

/**
 * The public-key operations of a full handshake, both ends together, by the same Bouncy Castle
 * primitives that the product uses, on decoded keys.
 */
interface RawKeyExchange {

  /** Octets of the pre-master secret that comes of it. */
  int preMasterSize();

  /** The client's operations with a key of its own making, and the server's with its fixed one. */
  Object agree();

  /** The client's verification of one certificate. */
  boolean verify();
}
