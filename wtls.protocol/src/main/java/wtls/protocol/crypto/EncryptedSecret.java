package wtls.protocol.crypto;

import java.util.Arrays;
import java.util.Objects;

/**
 * A secret made for an RSA key exchange (WAP-261 10.5.7.1), in the clear and as it travels.
 *
 * @param secret 20 octets, of which the first is the client's version; wiped by {@link #close}
 * @param encrypted what ClientKeyExchange carries, as long as the modulus
 */
public record EncryptedSecret(byte[] secret, byte[] encrypted) implements AutoCloseable {

  public EncryptedSecret {
    Objects.requireNonNull(secret, "secret");
    Objects.requireNonNull(encrypted, "encrypted");
  }

  /** Wipes the secret. Idempotent. */
  @Override
  public void close() {
    Arrays.fill(secret, (byte) 0);
  }

  /** Says the size only. */
  @Override
  public String toString() {
    return "secret encrypted to " + encrypted.length + " octets";
  }
}
