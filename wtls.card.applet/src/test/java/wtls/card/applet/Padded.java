package wtls.card.applet;

import java.io.ByteArrayOutputStream;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.RC5ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;

/** Records with more padding than a sender needs, made without our own code. */
final class Padded {
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private Padded() {}

  /**
   * @param wrongAt this octet of the padding, counted from its end, is changed; none if it is not
   *     below {@code padding}
   */
  static byte[] seal(
      CipherSuite suite,
      byte[] keyBlock,
      int sequence,
      byte type,
      byte[] content,
      int padding,
      int wrongAt)
      throws Exception {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(keyBlock, 0, 20, "HmacSHA1"));
    mac.update(
        new byte[] {
          (byte) (sequence >> 8),
          (byte) sequence,
          type,
          (byte) (content.length >> 8),
          (byte) content.length
        });
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    plain.write(content);
    plain.write(mac.doFinal(content), 0, suite.mac().size());
    byte[] pad = new byte[padding + 1];
    Arrays.fill(pad, (byte) padding);
    if (wrongAt < padding) {
      pad[padding - 1 - wrongAt] ^= 0x10;
    }
    plain.write(pad);
    return encrypt(suite.bulk(), keyBlock, sequence, plain.toByteArray());
  }

  private static byte[] encrypt(BulkCipher bulk, byte[] keyBlock, int sequence, byte[] plain)
      throws Exception {
    byte[] key = Arrays.copyOfRange(keyBlock, 20, keyBlock.length - 8);
    byte[] iv = Arrays.copyOfRange(keyBlock, keyBlock.length - 8, keyBlock.length);
    for (int i = 0; i < iv.length; i++) {
      iv[i] ^= (byte) (i % 2 == 0 ? sequence >> 8 : sequence);
    }
    String algorithm =
        switch (bulk) {
          case TRIPLE_DES_CBC_EDE -> "DESede";
          case DES_CBC -> "DES";
          default -> "RC5";
        };
    Cipher cipher = Cipher.getInstance(algorithm + "/CBC/NoPadding", BOUNCY_CASTLE);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(key, algorithm),
        algorithm.equals("RC5")
            ? new RC5ParameterSpec(0x10, bulk.rounds(), 32, iv)
            : new IvParameterSpec(iv));
    return cipher.doFinal(plain);
  }
}
