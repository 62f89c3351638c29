package wtls.engine.phone;

import java.util.Arrays;
import java.util.Optional;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;
import wtls.protocol.crypto.Prf;

/** A pre-master secret, until the randoms are known. */
final class PhoneEstablishment implements KeyEstablishment {
  private final PhoneEngine engine;
  private final PreMaster preMaster;
  private boolean closed;

  /** Takes over the secret. */
  PhoneEstablishment(PhoneEngine engine, PreMaster preMaster) {
    this.engine = engine;
    this.preMaster = preMaster;
  }

  @Override
  public byte[] clientKeyExchange() {
    return preMaster.clientKeyExchange().clone();
  }

  @Override
  public synchronized EngineSession derive(Derivation derivation) throws EngineException {
    if (closed) {
      throw new EngineException(
          EngineException.Reason.CLOSED,
          "The pre-master secret has been used or wiped: establish a new one.");
    }
    try {
      byte[] masterSecret = Prf.derive(preMaster.secret(), derivation);
      return engine.open(new LiveMasterSecret(masterSecret), Optional.empty());
    } finally {
      close();
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Arrays.fill(preMaster.secret(), (byte) 0);
      engine.leave(this);
    }
  }
}
