package wtls.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import wtls.api.algorithm.CipherSuite;
import wtls.protocol.crypto.WtlsKeys;

/**
 * The PRF calls that one end cannot do without in a handshake, with the sizes of WAP-261 11: HMAC
 * is keyed once each for the pre-master secret and once for the master secret.
 */
final class RawKeySchedule {
  private static final int RANDOMS = 32;
  private static final int SHA_1 = 20;
  private static final int WINDOW = 2;

  private final RawPrf prf = new RawPrf();
  private final byte[] preMaster;
  private final byte[] master = new byte[WtlsKeys.MASTER_SECRET_SIZE];
  private final byte[] masterSeed = seed("master secret", RANDOMS);
  private final byte[] clientFinishedSeed = seed("client finished", SHA_1);
  private final byte[] serverFinishedSeed = seed("server finished", SHA_1);
  private final byte[] clientSeed = seed("client expansion", WINDOW + RANDOMS);
  private final byte[] serverSeed = seed("server expansion", WINDOW + RANDOMS);
  private final byte[] clientFinished = new byte[WtlsKeys.VERIFY_DATA_SIZE];
  private final byte[] serverFinished = new byte[WtlsKeys.VERIFY_DATA_SIZE];
  private final byte[] clientBlock;
  private final byte[] serverBlock;

  /**
   * @param preMasterSize octets of the pre-master secret
   */
  RawKeySchedule(CipherSuite suite, int preMasterSize) {
    preMaster = new byte[preMasterSize];
    clientBlock = new byte[suite.keyBlockSize()];
    serverBlock = new byte[suite.keyBlockSize()];
  }

  /** The five calls of one end in a full handshake. */
  byte[] full() {
    prf.key(preMaster);
    prf.derive(masterSeed, master);
    abbreviated();
    return serverBlock;
  }

  /** The four calls of one end in an abbreviated handshake: two checks, two key blocks. */
  void abbreviated() {
    prf.key(master);
    prf.derive(clientFinishedSeed, clientFinished);
    prf.derive(serverFinishedSeed, serverFinished);
    prf.derive(clientSeed, clientBlock);
    prf.derive(serverSeed, serverBlock);
  }

  byte[] clientBlock() {
    return clientBlock;
  }

  byte[] serverBlock() {
    return serverBlock;
  }

  private static byte[] seed(String label, int size) {
    byte[] octets = label.getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(octets, octets.length + size);
  }
}
