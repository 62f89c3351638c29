package wtls.protocol.crypto;

import java.util.Arrays;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.engine.EngineException;
import wtls.api.engine.KeyExpansion;

/**
 * The keys of one key window in one direction: as octets, and, while in use, as a keyed MAC and a
 * keyed cipher, which {@link #relax} drops and the next use makes anew.
 */
final class WindowKeys {
  private static final int NONE = -1;

  private final CipherSuite suite;

  /** MAC secret, final key, final IV. */
  private final byte[] octets;

  private int start = NONE;
  private HmacKey mac;
  private CbcCipher cipher;

  WindowKeys(CipherSuite suite) {
    this.suite = suite;
    BulkCipher bulk = suite.bulk();
    this.octets = new byte[suite.mac().keySize() + bulk.expandedKey() + bulk.ivSize()];
  }

  /** The sequence number with which the window begins; negative where there are no keys yet. */
  int start() {
    return start;
  }

  /**
   * Takes the keys of this window instead of those before.
   *
   * @throws EngineException when the source fails; there are then no keys
   */
  void derive(KeyBlockSource source, Direction direction, KeyExpansion expansion, int windowStart)
      throws EngineException {
    start = NONE;
    mac = wiped(mac);
    byte[] block = new byte[suite.keyBlockSize()];
    try {
      source.keyBlock(direction, windowStart, block);
      take(block, expansion, windowStart);
    } finally {
      Arrays.fill(block, (byte) 0);
    }
    if (cipher != null) {
      cipher.key(octets, suite.mac().keySize());
    }
    start = windowStart;
  }

  private void take(byte[] block, KeyExpansion expansion, int windowStart) {
    BulkCipher bulk = suite.bulk();
    int macSize = suite.mac().keySize();
    if (!bulk.exportable() || bulk == BulkCipher.NULL) {
      System.arraycopy(block, 0, octets, 0, octets.length);
      return;
    }
    System.arraycopy(block, 0, octets, 0, macSize);
    byte[] key = Arrays.copyOfRange(block, macSize, macSize + bulk.keyMaterial());
    byte[] finalKey = new byte[bulk.expandedKey()];
    byte[] finalIv = new byte[bulk.ivSize()];
    byte[] number = {(byte) (windowStart >> 8), (byte) windowStart};
    var hash = suite.mac().hash();
    Prf.derive(key, expansion.exportKeyLabel(), hash, finalKey, expansion.exportSeed());
    Prf.derive(
        Octets.NONE, expansion.exportIvLabel(), hash, finalIv, number, expansion.exportSeed());
    System.arraycopy(finalKey, 0, octets, macSize, finalKey.length);
    System.arraycopy(finalIv, 0, octets, macSize + finalKey.length, finalIv.length);
    Arrays.fill(key, (byte) 0);
    Arrays.fill(finalKey, (byte) 0);
  }

  HmacKey mac(RecordMac recordMac) {
    if (mac == null) {
      mac = recordMac.key(octets, 0, suite.mac().keySize());
    }
    return mac;
  }

  CbcCipher cipher(Direction direction) {
    if (cipher == null) {
      cipher = new CbcCipher(suite.bulk(), direction == Direction.WRITE);
      cipher.key(octets, suite.mac().keySize());
    }
    return cipher;
  }

  /** The IV of one record: the window's, XORed with the sequence number repeated. */
  long iv(int sequence) {
    return Octets.getLong(octets, octets.length - CbcCipher.BLOCK) ^ sequence * 0x0001000100010001L;
  }

  /** Keeps only the octets. */
  void relax() {
    mac = wiped(mac);
    if (cipher != null) {
      cipher.wipe();
      cipher = null;
    }
  }

  void wipe() {
    relax();
    start = NONE;
    Arrays.fill(octets, (byte) 0);
  }

  private static HmacKey wiped(HmacKey key) {
    if (key != null) {
      key.wipe();
    }
    return null;
  }

  boolean isWiped() {
    return isRelaxed() && Arrays.equals(octets, new byte[octets.length]);
  }

  boolean isRelaxed() {
    return mac == null && cipher == null;
  }
}
