package wtls.api.engine;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The key hash that names a public key: SHA-1 of the RSA modulus, or of the point's x-coordinate
 * (WAP-261 10.5.1.2, WAP-260 9.4.2). Public.
 */
public final class KeyId {
  private final byte[] hash;

  private KeyId(byte[] hash) {
    this.hash = hash;
  }

  /**
   * The identifier with this hash, which is copied.
   *
   * @throws IllegalArgumentException when it is not 20 octets long
   */
  public static KeyId of(byte[] hash) {
    if (hash.length != 20) {
      throw new IllegalArgumentException("A key id has 20 octets, not " + hash.length + ".");
    }
    return new KeyId(hash.clone());
  }

  /** A copy of the 20 octets. */
  public byte[] octets() {
    return hash.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyId that && Arrays.equals(hash, that.hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hash);
  }

  /** The hash in hex. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(hash);
  }
}
