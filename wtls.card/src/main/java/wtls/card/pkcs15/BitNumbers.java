package wtls.card.pkcs15;

import java.util.stream.IntStream;

/** Bits by number, bit 0 as the most significant of 32, as PKCS #15 counts. */
final class BitNumbers {
  private BitNumbers() {}

  static int[] of(int bits) {
    return IntStream.range(0, 32).filter(number -> has(bits, number)).toArray();
  }

  static boolean has(int bits, int number) {
    return (bits & (0x80000000 >>> number)) != 0;
  }
}
