package wtls.api.algorithm;

/** The hash under the PRF and the handshake hash (WAP-261 11.1), fixed by the negotiated MAC. */
public enum PrfHash {
  SHA1(20),
  MD5(16);

  private final int size;

  PrfHash(int size) {
    this.size = size;
  }

  /** Octets of a full hash value. */
  public int size() {
    return size;
  }
}
