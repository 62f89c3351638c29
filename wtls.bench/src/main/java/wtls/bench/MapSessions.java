package wtls.bench;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import wtls.api.session.SessionId;
import wtls.gateway.handshake.Sessions;

final class MapSessions implements Sessions {
  private final Map<SessionId, Secured> kept = new HashMap<>();

  @Override
  public Optional<Secured> find(SessionId id, Instant now) {
    Secured found = kept.get(id);
    return found == null
        ? Optional.empty()
        : Optional.of(new Secured(found.session(), found.masterSecret().clone()));
  }

  @Override
  public boolean use(SessionId id, Instant now) {
    return kept.containsKey(id);
  }

  @Override
  public void keep(Secured session, Instant now, Instant expires, int uses) {
    kept.clear();
    kept.put(
        session.session().id(), new Secured(session.session(), session.masterSecret().clone()));
  }

  @Override
  public void forget(SessionId id) {
    kept.remove(id);
  }
}
