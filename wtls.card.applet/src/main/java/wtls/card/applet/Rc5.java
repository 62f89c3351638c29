package wtls.card.applet;

import javacard.framework.JCSystem;
import javacardx.crypto.Cipher;

/**
 * RC5-32 with keys of 16 octets (RFC 2040) in CBC, for cards without {@code int}: a word is two
 * shorts, the higher first. No branch and no array index depends on key or data.
 */
final class Rc5 {
  private static final short MOST_ROUNDS = 16;

  /** The key table begins here: words 0 to 2 r + 1. */
  private static final short TABLE = 0;

  /** The key's four words; later the chaining value and the sealed block. */
  private static final short L = (short) (4 * (MOST_ROUNDS + 1));

  private static final short PREVIOUS = L;
  private static final short SEALED = (short) (L + 4);
  private static final short A = (short) (L + 8);
  private static final short B = (short) (L + 10);
  private static final short SUM = (short) (L + 12);
  private static final short ROUNDS = (short) (L + 14);
  private static final short SIZE = (short) (L + 15);

  private static final short P_HIGH = (short) 0xB7E1;
  private static final short P_LOW = (short) 0x5163;
  private static final short Q_HIGH = (short) 0x9E37;
  private static final short Q_LOW = (short) 0x79B9;

  private final boolean encrypting;
  private final short[] w;

  /**
   * @param mode of {@link Cipher}
   */
  Rc5(byte mode) {
    encrypting = mode == Cipher.MODE_ENCRYPT;
    w = JCSystem.makeTransientShortArray(SIZE, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Takes the 16 octets at {@code offset} as key. */
  void key(byte[] octets, short offset, short rounds) {
    w[ROUNDS] = rounds;
    short end = (short) (4 * (short) (rounds + 1));
    w[TABLE] = P_HIGH;
    w[(short) (TABLE + 1)] = P_LOW;
    w[SUM] = Q_HIGH;
    w[(short) (SUM + 1)] = Q_LOW;
    for (short i = 2; i < end; i += 2) {
      copy((short) (i - 2), i);
      add(i, SUM);
    }
    for (short i = 0; i < 4; i++) {
      load(octets, (short) (offset + (short) (4 * i)), (short) (L + (short) (2 * i)));
    }
    mix(end);
    zero(L, (short) 8);
    zero(A, (short) 6);
  }

  private void mix(short end) {
    zero(A, (short) 4);
    short i = TABLE;
    short j = L;
    for (short step = (short) (3 * (short) (end >> 1)); step > 0; step--) {
      sum();
      add(i, SUM);
      rotateLeft(i, (short) 3);
      copy(i, A);
      sum();
      add(j, SUM);
      rotateLeft(j, w[(short) (SUM + 1)]);
      copy(j, B);
      i = (short) (i + 2);
      if (i == end) {
        i = TABLE;
      }
      j = (short) (j + 2);
      if (j == (short) (L + 8)) {
        j = L;
      }
    }
  }

  private void sum() {
    copy(A, SUM);
    add(SUM, B);
  }

  /** Encrypts or decrypts a whole number of blocks in place, under an IV of zero. */
  void crypt(byte[] octets, short offset, short length) {
    short end = (short) (offset + length);
    zero(PREVIOUS, (short) 4);
    for (short at = offset; at < end; at += 8) {
      load(octets, at, A);
      load(octets, (short) (at + 4), B);
      if (encrypting) {
        chain();
        encryptBlock();
        copy(A, PREVIOUS);
        copy(B, (short) (PREVIOUS + 2));
      } else {
        copy(A, SEALED);
        copy(B, (short) (SEALED + 2));
        decryptBlock();
        chain();
        copy(SEALED, PREVIOUS);
        copy((short) (SEALED + 2), (short) (PREVIOUS + 2));
      }
      store(A, octets, at);
      store(B, octets, (short) (at + 4));
    }
    zero(PREVIOUS, (short) 12);
  }

  private void chain() {
    xor(A, PREVIOUS);
    xor(B, (short) (PREVIOUS + 2));
  }

  private void encryptBlock() {
    short end = (short) (4 * w[ROUNDS]);
    add(A, TABLE);
    add(B, (short) (TABLE + 2));
    for (short at = 4; at <= end; at += 4) {
      xor(A, B);
      rotateLeft(A, w[(short) (B + 1)]);
      add(A, at);
      xor(B, A);
      rotateLeft(B, w[(short) (A + 1)]);
      add(B, (short) (at + 2));
    }
  }

  private void decryptBlock() {
    for (short at = (short) (4 * w[ROUNDS]); at > 0; at -= 4) {
      subtract(B, (short) (at + 2));
      rotateLeft(B, (short) -w[(short) (A + 1)]);
      xor(B, A);
      subtract(A, at);
      rotateLeft(A, (short) -w[(short) (B + 1)]);
      xor(A, B);
    }
    subtract(B, (short) (TABLE + 2));
    subtract(A, TABLE);
  }

  /** Forgets the key. */
  void clear() {
    zero(TABLE, SIZE);
  }

  // ---- words

  private void zero(short at, short shorts) {
    for (short i = 0; i < shorts; i++) {
      w[(short) (at + i)] = 0;
    }
  }

  private void copy(short from, short to) {
    w[to] = w[from];
    w[(short) (to + 1)] = w[(short) (from + 1)];
  }

  private void xor(short to, short from) {
    w[to] ^= w[from];
    w[(short) (to + 1)] ^= w[(short) (from + 1)];
  }

  private void add(short to, short from) {
    short a = w[(short) (to + 1)];
    short b = w[(short) (from + 1)];
    short low = (short) (a + b);
    short carry = (short) ((short) (a & b) | (short) ((short) (a | b) & (short) ~low));
    w[(short) (to + 1)] = low;
    w[to] = (short) (w[to] + w[from] + (short) ((short) (carry >> 15) & 1));
  }

  private void subtract(short to, short from) {
    short a = w[(short) (to + 1)];
    short b = w[(short) (from + 1)];
    short low = (short) (a - b);
    short notA = (short) ~a;
    short borrow = (short) ((short) (notA & b) | (short) ((short) (notA | b) & low));
    w[(short) (to + 1)] = low;
    w[to] = (short) (w[to] - w[from] - (short) ((short) (borrow >> 15) & 1));
  }

  /** Rotates by the lowest five bits of {@code count}. */
  private void rotateLeft(short at, short count) {
    short high = w[at];
    short low = w[(short) (at + 1)];
    short swap = (short) ((short) (high ^ low) & (short) -((short) (count >> 4) & 1));
    high ^= swap;
    low ^= swap;
    short bits = (short) (count & 15);
    w[at] = (short) ((short) (high << bits) | carried(low, bits));
    w[(short) (at + 1)] = (short) ((short) (low << bits) | carried(high, bits));
  }

  /** The highest bits of a short, moved to the lowest; none where {@code bits} is 0. */
  private static short carried(short value, short bits) {
    short down = (short) (16 - bits);
    short inside = (short) ((short) 0x7FFF >> (short) (down - 1));
    return (short) ((short) (value >> down) & inside);
  }

  private void load(byte[] octets, short offset, short at) {
    w[(short) (at + 1)] = pair(octets, offset);
    w[at] = pair(octets, (short) (offset + 2));
  }

  private static short pair(byte[] octets, short offset) {
    return (short) ((short) (octets[(short) (offset + 1)] << 8) | (short) (octets[offset] & 0xFF));
  }

  private void store(short at, byte[] octets, short offset) {
    for (short i = 0; i < 2; i++) {
      short half = w[(short) (at + 1 - i)];
      octets[(short) (offset + (short) (2 * i))] = (byte) half;
      octets[(short) (offset + (short) (2 * i) + 1)] = (byte) (half >> 8);
    }
  }
}
