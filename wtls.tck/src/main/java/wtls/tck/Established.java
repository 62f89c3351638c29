package wtls.tck;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineSession;
import wtls.api.engine.RecordProtection;
import wtls.protocol.crypto.MasterSecretSource;
import wtls.protocol.crypto.Prf;
import wtls.protocol.crypto.SoftwareRecordProtection;
import wtls.protocol.crypto.WtlsKeys;

/**
 * A session that both sides have come to.
 *
 * @param session the engine's handle
 * @param masterSecret what the server derived
 * @param cipherSuite the algorithms
 * @param clientRandom of the hello
 * @param serverRandom of the hello
 */
record Established(
    EngineSession session,
    byte[] masterSecret,
    CipherSuite cipherSuite,
    byte[] clientRandom,
    byte[] serverRandom)
    implements AutoCloseable {

  private static final byte[] HANDSHAKE = "all messages of the handshake".getBytes(US_ASCII);

  /** The connection, seen by the client. */
  ConnectionParameters clientSide(int keyRefresh) {
    return WtlsKeys.clientSide(cipherSuite, keyRefresh, clientRandom, serverRandom);
  }

  /** What the engine must do, computed apart from it. */
  RecordProtection reference(int keyRefresh) {
    ConnectionParameters parameters = clientSide(keyRefresh);
    return new SoftwareRecordProtection(
        parameters, new MasterSecretSource(masterSecret, parameters));
  }

  /** The server's end of the same connection. */
  RecordProtection server(int keyRefresh) {
    ConnectionParameters parameters =
        WtlsKeys.serverSide(cipherSuite, keyRefresh, clientRandom, serverRandom);
    return new SoftwareRecordProtection(
        parameters, new MasterSecretSource(masterSecret, parameters));
  }

  /** How the client's Finished comes about. */
  Derivation clientFinished() {
    return WtlsKeys.clientFinished(handshakeHash(), hash());
  }

  /** How the server's Finished comes about. */
  Derivation serverFinished() {
    return WtlsKeys.serverFinished(handshakeHash(), hash());
  }

  /** The right answer to a derivation. */
  byte[] derive(Derivation derivation) {
    return Prf.derive(masterSecret, derivation);
  }

  /** Whether another handle holds the same master secret. */
  boolean hasSecretOf(EngineSession other) throws Exception {
    return Arrays.equals(other.finished(clientFinished()), derive(clientFinished()));
  }

  @Override
  public void close() {
    session.close();
  }

  private PrfHash hash() {
    return cipherSuite.mac().hash();
  }

  private byte[] handshakeHash() {
    return Arrays.copyOf(HANDSHAKE, hash().size());
  }
}
