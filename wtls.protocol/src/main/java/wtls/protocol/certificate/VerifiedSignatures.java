package wtls.protocol.certificate;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import wtls.api.engine.EncodedCertificate;

/**
 * Which certificates were found to be signed by which others, so that a peer that is met again
 * costs no public-key operation for that. The signature is all that is remembered, for it stays
 * good as long as the octets are the same; validity, names, uses, policy and roots are for {@link
 * ChainValidator} to check each time.
 *
 * <p>Bounded: the pair that was not needed for longest makes room. Any thread may call; none waits
 * for a signature that another one verifies.
 */
public final class VerifiedSignatures {
  /** Enough for a phone that changes between some dozens of gateways. */
  public static final int TYPICAL = 64;

  private final Map<ByteBuffer, Boolean> pairs;

  /**
   * @param most how many signatures are remembered; with 0 all are verified each time
   */
  public VerifiedSignatures(int most) {
    pairs =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
            return size() > most;
          }
        };
  }

  /**
   * Whether the issuer has signed the certificate.
   *
   * @param verification finds out by the signature itself; a failure is not remembered
   */
  boolean isSignedBy(
      EncodedCertificate certificate, EncodedCertificate issuer, BooleanSupplier verification) {
    ByteBuffer pair = ByteBuffer.wrap(digest(certificate, issuer));
    synchronized (pairs) {
      if (pairs.get(pair) != null) {
        return true;
      }
    }
    if (!verification.getAsBoolean()) {
      return false;
    }
    synchronized (pairs) {
      pairs.put(pair, true);
    }
    return true;
  }

  /** SHA-256 over format, length and octets of both. */
  private static byte[] digest(EncodedCertificate certificate, EncodedCertificate issuer) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      update(digest, certificate);
      update(digest, issuer);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-256.", e);
    }
  }

  private static void update(MessageDigest digest, EncodedCertificate certificate) {
    byte[] octets = certificate.octets();
    digest.update((byte) certificate.format().number());
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(octets.length).flip());
    digest.update(octets);
  }
}
