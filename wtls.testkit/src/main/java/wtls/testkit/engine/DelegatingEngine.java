package wtls.testkit.engine;

import java.util.List;
import wtls.api.engine.Credentials;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.Outlook;
import wtls.api.engine.SecurityEngine;
import wtls.api.engine.Ticket;
import wtls.api.session.SessionDescription;

/** An engine that is another one, but for what a subclass changes. */
public class DelegatingEngine implements SecurityEngine {
  private final SecurityEngine engine;

  public DelegatingEngine(SecurityEngine engine) {
    this.engine = engine;
  }

  @Override
  public EngineProfile profile() {
    return engine.profile();
  }

  @Override
  public Credentials credentials() throws EngineException {
    return engine.credentials();
  }

  @Override
  public byte[] random(int length) throws EngineException {
    return engine.random(length);
  }

  @Override
  public KeyEstablishment establish(KeyExchange exchange) throws EngineException {
    return engine.establish(exchange);
  }

  @Override
  public List<SessionDescription> sessions() throws EngineException {
    return engine.sessions();
  }

  @Override
  public EngineSession resume(SessionDescription session, Outlook outlook) throws EngineException {
    return engine.resume(session, outlook);
  }

  @Override
  public EngineSession adopt(Ticket ticket) throws EngineException {
    return engine.adopt(ticket);
  }

  @Override
  public void selfTest() throws EngineException {
    engine.selfTest();
  }
}
