package wtls.protocol.engine;

import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;

/** An establishment that derives once at most, and not when another thread has closed it. */
final class GuardedEstablishment implements KeyEstablishment {
  private final KeyEstablishment establishment;
  private final OpenSecrets open;
  private boolean closed;

  GuardedEstablishment(KeyEstablishment establishment, OpenSecrets open) {
    this.establishment = establishment;
    this.open = open;
  }

  @Override
  public byte[] clientKeyExchange() {
    return establishment.clientKeyExchange();
  }

  @Override
  public synchronized EngineSession derive(Derivation derivation) throws EngineException {
    if (closed) {
      throw new EngineException(
          EngineException.Reason.CLOSED,
          "The pre-master secret has been used or wiped: establish a new one.");
    }
    try {
      return open.guard(establishment.derive(derivation));
    } finally {
      close();
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      establishment.close();
      open.remove(this);
    }
  }
}
