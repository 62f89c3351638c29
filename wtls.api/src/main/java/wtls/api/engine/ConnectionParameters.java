package wtls.api.engine;

import java.util.Objects;
import wtls.api.algorithm.CipherSuite;

/**
 * What the record protection of one connection needs beside the master secret. Contains no secret.
 *
 * @param cipherSuite the negotiated algorithms
 * @param keyRefresh k: the keys change every 2^k records (WAP-261 9.1); 16 and above mean never
 * @param write how keys for sending are derived
 * @param read how keys for receiving are derived
 */
public record ConnectionParameters(
    CipherSuite cipherSuite, int keyRefresh, KeyExpansion write, KeyExpansion read) {

  public ConnectionParameters {
    Objects.requireNonNull(cipherSuite, "cipherSuite");
    Objects.requireNonNull(write, "write");
    Objects.requireNonNull(read, "read");
    if (keyRefresh < 0 || keyRefresh > 255) {
      throw new IllegalArgumentException("keyRefresh is not within 0 to 255: " + keyRefresh);
    }
  }
}
