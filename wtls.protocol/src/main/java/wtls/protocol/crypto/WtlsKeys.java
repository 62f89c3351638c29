package wtls.protocol.crypto;

import java.util.Objects;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.KeyExpansion;

/** The key schedule: which labels, seeds and lengths WTLS derives with (WAP-261 11). */
public final class WtlsKeys {
  /** Octets of a master secret. */
  public static final int MASTER_SECRET_SIZE = 20;

  /** Octets of the verify data in a Finished message. */
  public static final int VERIFY_DATA_SIZE = 12;

  private static final int WHOLE_SEQUENCE_BITS = 16;

  private WtlsKeys() {}

  /** How the master secret comes from the pre-master secret (WAP-261 11.1). */
  public static Derivation masterSecret(byte[] clientRandom, byte[] serverRandom, PrfHash hash) {
    byte[] seed = join(clientRandom, serverRandom);
    return new Derivation("master secret", seed, hash, MASTER_SECRET_SIZE);
  }

  /**
   * The verify data of the client's Finished (WAP-261 10.5.10).
   *
   * @param handshakeHash the whole hash of the handshake messages so far
   */
  public static Derivation clientFinished(byte[] handshakeHash, PrfHash hash) {
    return new Derivation("client finished", handshakeHash.clone(), hash, VERIFY_DATA_SIZE);
  }

  /**
   * The verify data of the server's Finished (WAP-261 10.5.10).
   *
   * @param handshakeHash the whole hash of the handshake messages so far
   */
  public static Derivation serverFinished(byte[] handshakeHash, PrfHash hash) {
    return new Derivation("server finished", handshakeHash.clone(), hash, VERIFY_DATA_SIZE);
  }

  /** How keys for what the client sends are derived (WAP-261 11.2). */
  public static KeyExpansion clientExpansion(byte[] clientRandom, byte[] serverRandom) {
    return clientExpansionOf(join(serverRandom, clientRandom), join(clientRandom, serverRandom));
  }

  /** How keys for what the server sends are derived (WAP-261 11.2). */
  public static KeyExpansion serverExpansion(byte[] clientRandom, byte[] serverRandom) {
    return serverExpansionOf(join(serverRandom, clientRandom), join(clientRandom, serverRandom));
  }

  /** The parameters of a connection at the client. */
  public static ConnectionParameters clientSide(
      CipherSuite suite, int keyRefresh, byte[] clientRandom, byte[] serverRandom) {
    byte[] seed = join(serverRandom, clientRandom);
    byte[] exportSeed = join(clientRandom, serverRandom);
    return new ConnectionParameters(
        suite,
        keyRefresh,
        clientExpansionOf(seed, exportSeed),
        serverExpansionOf(seed, exportSeed));
  }

  /** The parameters of the same connection at the server. */
  public static ConnectionParameters serverSide(
      CipherSuite suite, int keyRefresh, byte[] clientRandom, byte[] serverRandom) {
    ConnectionParameters client = clientSide(suite, keyRefresh, clientRandom, serverRandom);
    return new ConnectionParameters(suite, keyRefresh, client.read(), client.write());
  }

  private static KeyExpansion clientExpansionOf(byte[] seed, byte[] exportSeed) {
    return new KeyExpansion(
        "client expansion", seed, "client write key", "client write IV", exportSeed);
  }

  private static KeyExpansion serverExpansionOf(byte[] seed, byte[] exportSeed) {
    return new KeyExpansion(
        "server expansion", seed, "server write key", "server write IV", exportSeed);
  }

  /**
   * The pre-master secret of RSA key exchange: the secret and the server's key as it was sent
   * (WAP-261 10.5.7.1).
   *
   * @param secret the 20 octets that the client encrypted
   * @param exponent octets exactly as sent
   * @param modulus octets exactly as sent
   * @return a new array; the caller wipes it
   */
  public static byte[] rsaPreMaster(byte[] secret, byte[] exponent, byte[] modulus) {
    byte[] preMaster = new byte[secret.length + 2 + exponent.length + 2 + modulus.length];
    System.arraycopy(secret, 0, preMaster, 0, secret.length);
    int end = putVector(preMaster, secret.length, exponent);
    putVector(preMaster, end, modulus);
    return preMaster;
  }

  private static int putVector(byte[] out, int offset, byte[] vector) {
    out[offset] = (byte) (vector.length >> 8);
    out[offset + 1] = (byte) vector.length;
    System.arraycopy(vector, 0, out, offset + 2, vector.length);
    return offset + 2 + vector.length;
  }

  /**
   * The sequence number with which the key window of a record begins (WAP-261 9.1).
   *
   * @param sequence 0 to 65535
   * @param keyRefresh the keys change every 2^keyRefresh records; 16 and above mean never
   */
  public static int windowStart(int sequence, int keyRefresh) {
    return keyRefresh >= WHOLE_SEQUENCE_BITS ? 0 : sequence & (-1 << keyRefresh);
  }

  private static byte[] join(byte[] first, byte[] second) {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(second, "second");
    byte[] joined = new byte[first.length + second.length];
    System.arraycopy(first, 0, joined, 0, first.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
