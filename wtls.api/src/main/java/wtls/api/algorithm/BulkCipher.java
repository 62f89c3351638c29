package wtls.api.algorithm;

import java.util.Optional;

/** The bulk encryption algorithms (WAP-261 table 5, numbers 0 to 11). All but NULL are CBC. */
public enum BulkCipher implements Algorithm {
  NULL(true, 0, 0, 0, 0),
  RC5_CBC_40(true, 5, 16, 40, 12),
  RC5_CBC_56(true, 7, 16, 56, 12),
  RC5_CBC(false, 16, 16, 128, 16),
  DES_CBC_40(true, 5, 8, 40, 16),
  DES_CBC(false, 8, 8, 56, 16),
  TRIPLE_DES_CBC_EDE(false, 24, 24, 168, 48),
  IDEA_CBC_40(true, 5, 16, 40, 8),
  IDEA_CBC_56(true, 7, 16, 56, 8),
  IDEA_CBC(false, 16, 16, 128, 8),
  /** WAP-261 leaves its rounds open; 12, as for the other short RC5 keys. */
  RC5_CBC_64(true, 8, 16, 64, 12),
  IDEA_CBC_64(true, 8, 16, 64, 8);

  private static final BulkCipher[] BY_NUMBER = values();

  private final boolean exportable;
  private final int keyMaterial;
  private final int expandedKey;
  private final int effectiveBits;
  private final int rounds;

  BulkCipher(boolean exportable, int keyMaterial, int expandedKey, int bits, int rounds) {
    this.exportable = exportable;
    this.keyMaterial = keyMaterial;
    this.expandedKey = expandedKey;
    this.effectiveBits = bits;
    this.rounds = rounds;
  }

  /** The cipher with this number, or empty where WAP-261 assigns none. */
  public static Optional<BulkCipher> of(int number) {
    return number >= 0 && number < BY_NUMBER.length
        ? Optional.of(BY_NUMBER[number])
        : Optional.empty();
  }

  @Override
  public String standardName() {
    return this == TRIPLE_DES_CBC_EDE ? "3DES_CBC_EDE" : name();
  }

  @Override
  public int number() {
    return ordinal();
  }

  /** Whether key and IV go through the export derivation (WAP-261 11.2). */
  public boolean exportable() {
    return exportable;
  }

  /** Octets of key taken from the key block. */
  public int keyMaterial() {
    return keyMaterial;
  }

  /** Octets of the key that the cipher is run with. */
  public int expandedKey() {
    return expandedKey;
  }

  /** The strength of the key in bits. */
  public int effectiveBits() {
    return effectiveBits;
  }

  /** Rounds of the block cipher: what tells the RC5 variants apart. */
  public int rounds() {
    return rounds;
  }

  /** Octets of IV, equal to the block size; 0 for NULL. */
  public int ivSize() {
    return this == NULL ? 0 : 8;
  }

  @Override
  public boolean legacy() {
    return effectiveBits < 80;
  }
}
