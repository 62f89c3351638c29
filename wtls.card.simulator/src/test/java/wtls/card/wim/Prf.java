package wtls.card.wim;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** P_SHA1 as the other side computes it (WAP-261 11.3.2). */
final class Prf {
  private Prf() {}

  static byte[] seed(String label, byte[]... parts) {
    return join(label.getBytes(US_ASCII), join(parts));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] derive(byte[] secret, byte[] seed, int length) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(secret, "HmacSHA1"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] a = seed;
    while (out.size() < length) {
      a = mac.doFinal(a);
      out.writeBytes(mac.doFinal(join(a, seed)));
    }
    return Arrays.copyOf(out.toByteArray(), length);
  }
}
