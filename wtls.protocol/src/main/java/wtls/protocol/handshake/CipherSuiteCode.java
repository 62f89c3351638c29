package wtls.protocol.handshake;

import java.util.Optional;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.MacAlgorithm;

/**
 * A cipher suite as a peer names it: two numbers, which need not be assigned ones.
 *
 * @param bulk the number of the bulk cipher, 0 to 255
 * @param mac the number of the MAC, 0 to 255
 */
public record CipherSuiteCode(int bulk, int mac) {

  /** The numbers of a suite. */
  public static CipherSuiteCode of(CipherSuite suite) {
    return new CipherSuiteCode(suite.bulk().number(), suite.mac().number());
  }

  /** The suite, or empty when either number is not assigned. */
  public Optional<CipherSuite> suite() {
    return BulkCipher.of(bulk)
        .flatMap(cipher -> MacAlgorithm.of(mac).map(hash -> new CipherSuite(cipher, hash)));
  }

  /** The suite's name, or the numbers where they are not assigned. */
  @Override
  public String toString() {
    return suite().map(CipherSuite::standardName).orElse(bulk + "/" + mac);
  }
}
