package wtls.protocol.crypto;

import java.util.Arrays;

/** MD5 (RFC 1321 3.4). */
final class Md5Compression extends Compression {
  private final int[] words = new int[16];

  @Override
  int words() {
    return 4;
  }

  @Override
  void begin(int[] state) {
    state[0] = 0x67452301;
    state[1] = 0xEFCDAB89;
    state[2] = 0x98BADCFE;
    state[3] = 0x10325476;
  }

  @Override
  void compress(int[] state, byte[] block, int offset) {
    int[] x = words;
    for (int i = 0; i < 16; i++) {
      x[i] = Octets.getLittleInt(block, offset + 4 * i);
    }
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    // round 1
    a = mix1(a, b, c, d, x[0], 7, 0xD76AA478);
    d = mix1(d, a, b, c, x[1], 12, 0xE8C7B756);
    c = mix1(c, d, a, b, x[2], 17, 0x242070DB);
    b = mix1(b, c, d, a, x[3], 22, 0xC1BDCEEE);
    a = mix1(a, b, c, d, x[4], 7, 0xF57C0FAF);
    d = mix1(d, a, b, c, x[5], 12, 0x4787C62A);
    c = mix1(c, d, a, b, x[6], 17, 0xA8304613);
    b = mix1(b, c, d, a, x[7], 22, 0xFD469501);
    a = mix1(a, b, c, d, x[8], 7, 0x698098D8);
    d = mix1(d, a, b, c, x[9], 12, 0x8B44F7AF);
    c = mix1(c, d, a, b, x[10], 17, 0xFFFF5BB1);
    b = mix1(b, c, d, a, x[11], 22, 0x895CD7BE);
    a = mix1(a, b, c, d, x[12], 7, 0x6B901122);
    d = mix1(d, a, b, c, x[13], 12, 0xFD987193);
    c = mix1(c, d, a, b, x[14], 17, 0xA679438E);
    b = mix1(b, c, d, a, x[15], 22, 0x49B40821);
    // round 2
    a = mix2(a, b, c, d, x[1], 5, 0xF61E2562);
    d = mix2(d, a, b, c, x[6], 9, 0xC040B340);
    c = mix2(c, d, a, b, x[11], 14, 0x265E5A51);
    b = mix2(b, c, d, a, x[0], 20, 0xE9B6C7AA);
    a = mix2(a, b, c, d, x[5], 5, 0xD62F105D);
    d = mix2(d, a, b, c, x[10], 9, 0x02441453);
    c = mix2(c, d, a, b, x[15], 14, 0xD8A1E681);
    b = mix2(b, c, d, a, x[4], 20, 0xE7D3FBC8);
    a = mix2(a, b, c, d, x[9], 5, 0x21E1CDE6);
    d = mix2(d, a, b, c, x[14], 9, 0xC33707D6);
    c = mix2(c, d, a, b, x[3], 14, 0xF4D50D87);
    b = mix2(b, c, d, a, x[8], 20, 0x455A14ED);
    a = mix2(a, b, c, d, x[13], 5, 0xA9E3E905);
    d = mix2(d, a, b, c, x[2], 9, 0xFCEFA3F8);
    c = mix2(c, d, a, b, x[7], 14, 0x676F02D9);
    b = mix2(b, c, d, a, x[12], 20, 0x8D2A4C8A);
    // round 3
    a = mix3(a, b, c, d, x[5], 4, 0xFFFA3942);
    d = mix3(d, a, b, c, x[8], 11, 0x8771F681);
    c = mix3(c, d, a, b, x[11], 16, 0x6D9D6122);
    b = mix3(b, c, d, a, x[14], 23, 0xFDE5380C);
    a = mix3(a, b, c, d, x[1], 4, 0xA4BEEA44);
    d = mix3(d, a, b, c, x[4], 11, 0x4BDECFA9);
    c = mix3(c, d, a, b, x[7], 16, 0xF6BB4B60);
    b = mix3(b, c, d, a, x[10], 23, 0xBEBFBC70);
    a = mix3(a, b, c, d, x[13], 4, 0x289B7EC6);
    d = mix3(d, a, b, c, x[0], 11, 0xEAA127FA);
    c = mix3(c, d, a, b, x[3], 16, 0xD4EF3085);
    b = mix3(b, c, d, a, x[6], 23, 0x04881D05);
    a = mix3(a, b, c, d, x[9], 4, 0xD9D4D039);
    d = mix3(d, a, b, c, x[12], 11, 0xE6DB99E5);
    c = mix3(c, d, a, b, x[15], 16, 0x1FA27CF8);
    b = mix3(b, c, d, a, x[2], 23, 0xC4AC5665);
    // round 4
    a = mix4(a, b, c, d, x[0], 6, 0xF4292244);
    d = mix4(d, a, b, c, x[7], 10, 0x432AFF97);
    c = mix4(c, d, a, b, x[14], 15, 0xAB9423A7);
    b = mix4(b, c, d, a, x[5], 21, 0xFC93A039);
    a = mix4(a, b, c, d, x[12], 6, 0x655B59C3);
    d = mix4(d, a, b, c, x[3], 10, 0x8F0CCC92);
    c = mix4(c, d, a, b, x[10], 15, 0xFFEFF47D);
    b = mix4(b, c, d, a, x[1], 21, 0x85845DD1);
    a = mix4(a, b, c, d, x[8], 6, 0x6FA87E4F);
    d = mix4(d, a, b, c, x[15], 10, 0xFE2CE6E0);
    c = mix4(c, d, a, b, x[6], 15, 0xA3014314);
    b = mix4(b, c, d, a, x[13], 21, 0x4E0811A1);
    a = mix4(a, b, c, d, x[4], 6, 0xF7537E82);
    d = mix4(d, a, b, c, x[11], 10, 0xBD3AF235);
    c = mix4(c, d, a, b, x[2], 15, 0x2AD7D2BB);
    b = mix4(b, c, d, a, x[9], 21, 0xEB86D391);
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }

  private static int mix1(int a, int b, int c, int d, int x, int shift, int constant) {
    return b + Integer.rotateLeft(a + (d ^ (b & (c ^ d))) + x + constant, shift);
  }

  private static int mix2(int a, int b, int c, int d, int x, int shift, int constant) {
    return b + Integer.rotateLeft(a + (c ^ (d & (b ^ c))) + x + constant, shift);
  }

  private static int mix3(int a, int b, int c, int d, int x, int shift, int constant) {
    return b + Integer.rotateLeft(a + (b ^ c ^ d) + x + constant, shift);
  }

  private static int mix4(int a, int b, int c, int d, int x, int shift, int constant) {
    return b + Integer.rotateLeft(a + (c ^ (b | ~d)) + x + constant, shift);
  }

  @Override
  long lengthWord(long bits) {
    return Long.reverseBytes(bits);
  }

  @Override
  void store(int[] state, byte[] out, int offset) {
    for (int i = 0; i < 4; i++) {
      Octets.putLittleInt(out, offset + 4 * i, state[i]);
    }
  }

  @Override
  void wipe() {
    Arrays.fill(words, 0);
  }
}
