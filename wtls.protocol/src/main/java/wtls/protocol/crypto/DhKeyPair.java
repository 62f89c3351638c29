package wtls.protocol.crypto;

import java.util.Arrays;
import wtls.api.algorithm.DhGroup;

/** A Diffie-Hellman key pair; made by {@link DhKeys}. */
public final class DhKeyPair implements AutoCloseable {
  private final DhGroup group;
  private final byte[] exponent;
  private final byte[] publicValue;

  /** Takes over both arrays. */
  DhKeyPair(DhGroup group, byte[] exponent, byte[] publicValue) {
    this.group = group;
    this.exponent = exponent;
    this.publicValue = publicValue;
  }

  /** The group of this key. */
  public DhGroup group() {
    return group;
  }

  /**
   * The exponent, big-endian, 20 octets.
   *
   * @return a new array; the caller wipes it
   */
  public byte[] privateKey() {
    return exponent.clone();
  }

  /** The public value Y, unsigned, big-endian, without leading zeros. */
  public byte[] publicValue() {
    return publicValue.clone();
  }

  /** Wipes the exponent. Idempotent. */
  @Override
  public void close() {
    Arrays.fill(exponent, (byte) 0);
  }

  /** Names the group only. */
  @Override
  public String toString() {
    return "DH key pair in " + group.standardName();
  }
}
