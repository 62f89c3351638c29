package wtls.api.algorithm;

import java.util.Optional;

/** The MAC algorithms (WAP-261 table 6; number 4 is from WAP-199 and was retired). */
public enum MacAlgorithm implements Algorithm {
  SHA_0(0, 0, PrfHash.SHA1),
  SHA_40(20, 5, PrfHash.SHA1),
  SHA_80(20, 10, PrfHash.SHA1),
  SHA(20, 20, PrfHash.SHA1),
  /** Not keyed at all: implemented for old peers, never to be trusted. */
  SHA_XOR_40(0, 5, PrfHash.SHA1),
  MD5_40(16, 5, PrfHash.MD5),
  MD5_80(16, 10, PrfHash.MD5),
  MD5(16, 16, PrfHash.MD5);

  private static final MacAlgorithm[] BY_NUMBER = values();

  private final int keySize;
  private final int size;
  private final PrfHash hash;

  MacAlgorithm(int keySize, int size, PrfHash hash) {
    this.keySize = keySize;
    this.size = size;
    this.hash = hash;
  }

  /** The MAC with this number, or empty where none is assigned. */
  public static Optional<MacAlgorithm> of(int number) {
    return number >= 0 && number < BY_NUMBER.length
        ? Optional.of(BY_NUMBER[number])
        : Optional.empty();
  }

  @Override
  public String standardName() {
    return name();
  }

  @Override
  public int number() {
    return ordinal();
  }

  /** Octets of MAC secret taken from the key block. */
  public int keySize() {
    return keySize;
  }

  /** Octets of MAC in a record. */
  public int size() {
    return size;
  }

  /** The hash of this MAC, which is also that of the PRF and of the handshake hash. */
  public PrfHash hash() {
    return hash;
  }

  @Override
  public boolean legacy() {
    return size < 10;
  }
}
