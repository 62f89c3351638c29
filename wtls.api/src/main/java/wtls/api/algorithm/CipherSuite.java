package wtls.api.algorithm;

import java.util.Objects;

/** A bulk cipher and a MAC, negotiated together (WAP-261 10.5.1.2). */
public record CipherSuite(BulkCipher bulk, MacAlgorithm mac) {

  public CipherSuite {
    Objects.requireNonNull(bulk, "bulk");
    Objects.requireNonNull(mac, "mac");
  }

  /** The name that people configure: {@code RC5_CBC/SHA}. */
  public String standardName() {
    return bulk.standardName() + "/" + mac.standardName();
  }

  /** Whether either part is legacy. */
  public boolean legacy() {
    return bulk.legacy() || mac.legacy();
  }

  /** Octets that one key block takes for one direction (WAP-261 11.2). */
  public int keyBlockSize() {
    return mac.keySize() + bulk.keyMaterial() + bulk.ivSize();
  }

  @Override
  public String toString() {
    return standardName();
  }
}
