package wtls.protocol.engine;

import java.util.Arrays;
import java.util.Objects;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.EngineSession;
import wtls.api.engine.RecordProtection;
import wtls.api.engine.Ticket;
import wtls.api.session.Custody;
import wtls.api.session.SessionDescription;
import wtls.protocol.crypto.ConstantTime;
import wtls.protocol.crypto.SoftwareRecordProtection;

/**
 * A session whose secret is in the phone's memory and which computes there. What it keeps or asks
 * elsewhere is its subclass's business. To be put under {@linkplain OpenSecrets#guard guard}.
 */
public abstract class SoftwareSession implements EngineSession {
  private final LiveSecret secret;

  /**
   * @param secret is taken over
   */
  protected SoftwareSession(LiveSecret secret) {
    this.secret = Objects.requireNonNull(secret, "secret");
  }

  /** What the session rests on. */
  protected final LiveSecret secret() {
    return secret;
  }

  @Override
  public final Custody custody() {
    return secret.custody();
  }

  @Override
  public final boolean exposed() {
    return secret.exposed();
  }

  @Override
  public final byte[] finished(Derivation derivation) throws EngineException {
    return secret.derive(derivation);
  }

  @Override
  public final boolean verifyFinished(Derivation derivation, byte[] received)
      throws EngineException {
    byte[] expected = secret.derive(derivation);
    try {
      return ConstantTime.equals(expected, received);
    } finally {
      Arrays.fill(expected, (byte) 0);
    }
  }

  @Override
  public final RecordProtection protection(ConnectionParameters parameters) {
    return new SoftwareRecordProtection(parameters, secret.keyBlocks(parameters));
  }

  @Override
  public Ticket release(
      SessionDescription session,
      ConnectionParameters connection,
      int writeSequence,
      int readSequence,
      EngineProfile target)
      throws EngineException {
    return new Ticket(session, secret.content());
  }

  @Override
  public void close() {
    secret.close();
  }
}
