package wtls.testkit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import wtls.api.session.SessionId;
import wtls.gateway.handshake.Sessions;

/** A gateway's sessions in a map, to be looked at by tests. */
public final class MemorySessions implements Sessions {
  private final Map<SessionId, Kept> kept = new HashMap<>();

  private record Kept(Secured session, Instant expires, int uses) {}

  @Override
  public Optional<Secured> find(SessionId id, Instant now) {
    Kept found = kept.get(id);
    if (found == null || found.uses() < 1 || !now.isBefore(found.expires())) {
      return Optional.empty();
    }
    Secured session = found.session();
    return Optional.of(new Secured(session.session(), session.masterSecret().clone()));
  }

  @Override
  public boolean use(SessionId id, Instant now) {
    if (find(id, now).isEmpty()) {
      return false;
    }
    kept.computeIfPresent(id, (key, old) -> new Kept(old.session(), old.expires(), old.uses() - 1));
    return true;
  }

  @Override
  public void keep(Secured session, Instant now, Instant expires, int uses) {
    Secured copy = new Secured(session.session(), session.masterSecret().clone());
    kept.put(session.session().id(), new Kept(copy, expires, uses));
  }

  @Override
  public void forget(SessionId id) {
    kept.remove(id);
  }

  /** How many sessions are kept, those past their time included. */
  public int size() {
    return kept.size();
  }
}
