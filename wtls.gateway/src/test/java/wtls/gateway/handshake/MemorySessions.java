package wtls.gateway.handshake;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import wtls.api.session.SessionId;

/** Sessions in a map. */
public final class MemorySessions implements Sessions {
  public final Map<SessionId, Entry> entries = new LinkedHashMap<>();

  public record Entry(Secured secured, Instant expires, int uses) {}

  @Override
  public synchronized Optional<Secured> find(SessionId id, Instant now) {
    return Optional.ofNullable(entries.get(id))
        .filter(entry -> entry.uses > 0 && now.isBefore(entry.expires))
        .map(entry -> copy(entry.secured));
  }

  @Override
  public synchronized boolean use(SessionId id, Instant now) {
    boolean usable = find(id, now).isPresent();
    entries.computeIfPresent(id, (key, e) -> new Entry(e.secured, e.expires, e.uses - 1));
    return usable;
  }

  @Override
  public synchronized void keep(Secured session, Instant now, Instant expires, int uses) {
    entries.put(session.session().id(), new Entry(copy(session), expires, uses));
  }

  @Override
  public synchronized void forget(SessionId id) {
    entries.remove(id);
  }

  private static Secured copy(Secured secured) {
    return new Secured(secured.session(), secured.masterSecret().clone());
  }
}
