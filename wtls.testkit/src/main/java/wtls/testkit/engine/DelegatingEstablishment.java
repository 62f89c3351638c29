package wtls.testkit.engine;

import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;

/** An establishment that is another one, but for what a subclass changes. */
public class DelegatingEstablishment implements KeyEstablishment {
  private final KeyEstablishment establishment;

  public DelegatingEstablishment(KeyEstablishment establishment) {
    this.establishment = establishment;
  }

  @Override
  public byte[] clientKeyExchange() {
    return establishment.clientKeyExchange();
  }

  @Override
  public EngineSession derive(Derivation derivation) throws EngineException {
    return establishment.derive(derivation);
  }

  @Override
  public void close() {
    establishment.close();
  }
}
