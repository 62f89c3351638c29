package wtls.card.wim;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * SHA-1 of the handshake messages so far, ended at a block: what a card continues from, instead of
 * hashing all of them. Public.
 *
 * @param state the chaining value behind the last whole block, 20 octets
 * @param blocks how many blocks of 64 octets are in it
 * @param tail the octets behind them, 0 to 63
 */
record HandshakeHash(byte[] state, int blocks, byte[] tail) {
  private static final int BLOCK = 64;
  private static final int ROUNDS = 80;

  static HandshakeHash of(byte[] messages) {
    int[] state = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    int blocks = messages.length / BLOCK;
    ByteBuffer octets = ByteBuffer.wrap(messages);
    for (int i = 0; i < blocks; i++) {
      compress(state, octets);
    }
    ByteBuffer chaining = ByteBuffer.allocate(20);
    for (int word : state) {
      chaining.putInt(word);
    }
    byte[] tail = Arrays.copyOfRange(messages, blocks * BLOCK, messages.length);
    return new HandshakeHash(chaining.array(), blocks, tail);
  }

  /** FIPS 180-4 6.1.2. */
  private static void compress(int[] state, ByteBuffer octets) {
    int[] w = new int[ROUNDS];
    for (int t = 0; t < 16; t++) {
      w[t] = octets.getInt();
    }
    for (int t = 16; t < ROUNDS; t++) {
      w[t] = Integer.rotateLeft(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    }
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    for (int t = 0; t < ROUNDS; t++) {
      int next = Integer.rotateLeft(a, 5) + mix(t, b, c, d) + e + constant(t) + w[t];
      e = d;
      d = c;
      c = Integer.rotateLeft(b, 30);
      b = a;
      a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
  }

  private static int mix(int t, int b, int c, int d) {
    return switch (t / 20) {
      case 0 -> b & c | ~b & d;
      case 2 -> b & c | b & d | c & d;
      default -> b ^ c ^ d;
    };
  }

  private static int constant(int t) {
    return switch (t / 20) {
      case 0 -> 0x5A827999;
      case 1 -> 0x6ED9EBA1;
      case 2 -> 0x8F1BBCDC;
      default -> 0xCA62C1D6;
    };
  }

  /** Where these octets are in the tail; -1 when they are not. */
  int inTail(byte[] octets) {
    for (int at = 0; at + octets.length <= tail.length; at++) {
      if (Arrays.equals(tail, at, at + octets.length, octets, 0, octets.length)) {
        return at;
      }
    }
    return -1;
  }
}
