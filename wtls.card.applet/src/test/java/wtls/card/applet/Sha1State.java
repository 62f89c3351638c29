package wtls.card.applet;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA1Digest;

/** The five words of SHA-1 between two blocks, as a phone hands them to FINISH. */
final class Sha1State {
  private Sha1State() {}

  static byte[] after(byte[] message, int blocks) {
    SHA1Digest digest = new SHA1Digest();
    digest.update(message, 0, 64 * blocks);
    // Encoded: 4 octets of pending input, its length 4, count 8, then the words.
    byte[] encoded = digest.getEncodedState();
    ByteBuffer layout = ByteBuffer.wrap(encoded);
    if (layout.getLong(8) != 64L * blocks) {
      throw new AssertionError("Bouncy Castle encodes SHA-1 in another way now.");
    }
    return Arrays.copyOfRange(encoded, 16, 36);
  }
}
