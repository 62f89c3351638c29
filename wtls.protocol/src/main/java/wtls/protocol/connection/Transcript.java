package wtls.protocol.connection;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import wtls.api.algorithm.PrfHash;
import wtls.protocol.codec.OctetWriter;

/**
 * The handshake messages so far, for the hash under Finished and CertificateVerify (WAP-261 10.5.9,
 * 10.5.10): whole Handshake structures in order of sending, without HelloRequest. Kept as octets
 * because the hash is only known with ServerHello.
 */
public final class Transcript {
  private final OctetWriter messages = new OctetWriter();

  /** Adds one message: type, length and body. */
  public void add(byte[] message) {
    messages.octets(message);
  }

  /** The hash of all messages added so far. */
  public byte[] hash(PrfHash hash) {
    MessageDigest digest = digest(hash);
    digest.update(messages.array(), 0, messages.size());
    return digest.digest();
  }

  /** A copy of all messages added so far. */
  public byte[] toByteArray() {
    return messages.toByteArray();
  }

  private static MessageDigest digest(PrfHash hash) {
    try {
      return MessageDigest.getInstance(
          switch (hash) {
            case SHA1 -> "SHA-1";
            case MD5 -> "MD5";
          });
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks " + hash + ".", e);
    }
  }
}
