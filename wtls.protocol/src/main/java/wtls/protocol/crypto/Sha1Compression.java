package wtls.protocol.crypto;

import java.util.Arrays;

/** SHA-1 (FIPS 180-4 6.1.2). */
final class Sha1Compression extends Compression {
  private final int[] schedule = new int[80];

  @Override
  int words() {
    return 5;
  }

  @Override
  void begin(int[] state) {
    state[0] = 0x67452301;
    state[1] = 0xEFCDAB89;
    state[2] = 0x98BADCFE;
    state[3] = 0x10325476;
    state[4] = 0xC3D2E1F0;
  }

  @Override
  void compress(int[] state, byte[] block, int offset) {
    int[] w = schedule;
    for (int t = 0; t < 16; t++) {
      w[t] = Octets.getInt(block, offset + 4 * t);
    }
    for (int t = 16; t < 80; t++) {
      w[t] = Integer.rotateLeft(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    }
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    // Five rounds at a time: the five variables then change places without being moved.
    for (int t = 0; t < 20; t += 5) {
      e += Integer.rotateLeft(a, 5) + (d ^ (b & (c ^ d))) + w[t] + 0x5A827999;
      b = Integer.rotateLeft(b, 30);
      d += Integer.rotateLeft(e, 5) + (c ^ (a & (b ^ c))) + w[t + 1] + 0x5A827999;
      a = Integer.rotateLeft(a, 30);
      c += Integer.rotateLeft(d, 5) + (b ^ (e & (a ^ b))) + w[t + 2] + 0x5A827999;
      e = Integer.rotateLeft(e, 30);
      b += Integer.rotateLeft(c, 5) + (a ^ (d & (e ^ a))) + w[t + 3] + 0x5A827999;
      d = Integer.rotateLeft(d, 30);
      a += Integer.rotateLeft(b, 5) + (e ^ (c & (d ^ e))) + w[t + 4] + 0x5A827999;
      c = Integer.rotateLeft(c, 30);
    }
    for (int t = 20; t < 40; t += 5) {
      e += Integer.rotateLeft(a, 5) + (b ^ c ^ d) + w[t] + 0x6ED9EBA1;
      b = Integer.rotateLeft(b, 30);
      d += Integer.rotateLeft(e, 5) + (a ^ b ^ c) + w[t + 1] + 0x6ED9EBA1;
      a = Integer.rotateLeft(a, 30);
      c += Integer.rotateLeft(d, 5) + (e ^ a ^ b) + w[t + 2] + 0x6ED9EBA1;
      e = Integer.rotateLeft(e, 30);
      b += Integer.rotateLeft(c, 5) + (d ^ e ^ a) + w[t + 3] + 0x6ED9EBA1;
      d = Integer.rotateLeft(d, 30);
      a += Integer.rotateLeft(b, 5) + (c ^ d ^ e) + w[t + 4] + 0x6ED9EBA1;
      c = Integer.rotateLeft(c, 30);
    }
    for (int t = 40; t < 60; t += 5) {
      e += Integer.rotateLeft(a, 5) + ((b & c) | (d & (b | c))) + w[t] + 0x8F1BBCDC;
      b = Integer.rotateLeft(b, 30);
      d += Integer.rotateLeft(e, 5) + ((a & b) | (c & (a | b))) + w[t + 1] + 0x8F1BBCDC;
      a = Integer.rotateLeft(a, 30);
      c += Integer.rotateLeft(d, 5) + ((e & a) | (b & (e | a))) + w[t + 2] + 0x8F1BBCDC;
      e = Integer.rotateLeft(e, 30);
      b += Integer.rotateLeft(c, 5) + ((d & e) | (a & (d | e))) + w[t + 3] + 0x8F1BBCDC;
      d = Integer.rotateLeft(d, 30);
      a += Integer.rotateLeft(b, 5) + ((c & d) | (e & (c | d))) + w[t + 4] + 0x8F1BBCDC;
      c = Integer.rotateLeft(c, 30);
    }
    for (int t = 60; t < 80; t += 5) {
      e += Integer.rotateLeft(a, 5) + (b ^ c ^ d) + w[t] + 0xCA62C1D6;
      b = Integer.rotateLeft(b, 30);
      d += Integer.rotateLeft(e, 5) + (a ^ b ^ c) + w[t + 1] + 0xCA62C1D6;
      a = Integer.rotateLeft(a, 30);
      c += Integer.rotateLeft(d, 5) + (e ^ a ^ b) + w[t + 2] + 0xCA62C1D6;
      e = Integer.rotateLeft(e, 30);
      b += Integer.rotateLeft(c, 5) + (d ^ e ^ a) + w[t + 3] + 0xCA62C1D6;
      d = Integer.rotateLeft(d, 30);
      a += Integer.rotateLeft(b, 5) + (c ^ d ^ e) + w[t + 4] + 0xCA62C1D6;
      c = Integer.rotateLeft(c, 30);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
  }

  @Override
  long lengthWord(long bits) {
    return bits;
  }

  @Override
  void store(int[] state, byte[] out, int offset) {
    for (int i = 0; i < 5; i++) {
      Octets.putInt(out, offset + 4 * i, state[i]);
    }
  }

  @Override
  void wipe() {
    Arrays.fill(schedule, 0);
  }
}
