package wtls.protocol.crypto;

import java.util.Arrays;

/** HMAC (RFC 2104) over a message that comes in parts; what the PRF is made of. */
final class Hmac {
  private final Compression hash;
  private final HmacKey key;
  private final int[] state;
  private final byte[] block = new byte[Compression.BLOCK];
  private long length;

  Hmac(Compression hash, HmacKey key) {
    this.hash = hash;
    this.key = key;
    this.state = new int[hash.words()];
    begin();
  }

  /** The plain hash of a message, written to the start of {@code out}. */
  static void hash(Compression hash, byte[] message, int offset, int length, byte[] out) {
    int[] state = new int[hash.words()];
    byte[] block = new byte[Compression.BLOCK];
    hash.begin(state);
    int whole = length & -Compression.BLOCK;
    for (int at = 0; at < whole; at += Compression.BLOCK) {
      hash.compress(state, message, offset + at);
    }
    System.arraycopy(message, offset + whole, block, 0, length - whole);
    finish(hash, state, block, length);
    hash.store(state, out, 0);
    Arrays.fill(state, 0);
    Arrays.fill(block, (byte) 0);
  }

  void update(byte[] message) {
    int taken = 0;
    while (taken < message.length) {
      int filled = (int) (length % Compression.BLOCK);
      int part = Math.min(Compression.BLOCK - filled, message.length - taken);
      System.arraycopy(message, taken, block, filled, part);
      taken += part;
      length += part;
      if (filled + part == Compression.BLOCK) {
        hash.compress(state, block, 0);
      }
    }
  }

  /** Writes the whole MAC to the start of {@code out} and begins the next message. */
  void finish(byte[] out) {
    finish(hash, state, block, length);
    hash.store(state, block, 0);
    key.beginOuter(state);
    finish(hash, state, block, Compression.BLOCK + 4L * hash.words());
    hash.store(state, out, 0);
    begin();
  }

  private void begin() {
    key.beginInner(state);
    length = Compression.BLOCK;
  }

  /** Pads and takes in the last {@code length % 64} octets of a message, which are in the block. */
  private static void finish(Compression hash, int[] state, byte[] block, long length) {
    int filled = (int) (length % Compression.BLOCK);
    block[filled] = (byte) 0x80;
    Arrays.fill(block, filled + 1, Compression.BLOCK, (byte) 0);
    if (filled >= Compression.BLOCK - 8) {
      hash.compress(state, block, 0);
      Arrays.fill(block, (byte) 0);
    }
    Octets.putLong(block, Compression.BLOCK - 8, hash.lengthWord(8 * length));
    hash.compress(state, block, 0);
  }

  void wipe() {
    Arrays.fill(state, 0);
    Arrays.fill(block, (byte) 0);
    length = 0;
    key.wipe();
    hash.wipe();
  }

  boolean isWiped() {
    return key.isWiped()
        && Arrays.stream(state).allMatch(word -> word == 0)
        && Arrays.equals(block, new byte[Compression.BLOCK]);
  }
}
