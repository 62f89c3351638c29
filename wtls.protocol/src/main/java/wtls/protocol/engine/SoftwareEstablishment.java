package wtls.protocol.engine;

import java.util.Objects;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;
import wtls.protocol.crypto.Prf;

/** A pre-master secret in memory, until the randoms are known. */
public final class SoftwareEstablishment implements KeyEstablishment {
  private final PreMaster preMaster;
  private final Opening opening;

  /** What an engine makes of a new master secret. */
  @FunctionalInterface
  public interface Opening {

    /**
     * A session of a master secret.
     *
     * @param masterSecret is taken over, also when it fails
     */
    EngineSession open(byte[] masterSecret) throws EngineException;
  }

  /**
   * @param preMaster is taken over
   */
  public SoftwareEstablishment(PreMaster preMaster, Opening opening) {
    this.preMaster = Objects.requireNonNull(preMaster, "preMaster");
    this.opening = Objects.requireNonNull(opening, "opening");
  }

  @Override
  public byte[] clientKeyExchange() {
    return preMaster.clientKeyExchange().clone();
  }

  @Override
  public EngineSession derive(Derivation derivation) throws EngineException {
    try {
      return opening.open(Prf.derive(preMaster.secret(), derivation));
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    preMaster.close();
  }
}
