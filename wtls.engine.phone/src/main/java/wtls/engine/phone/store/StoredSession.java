package wtls.engine.phone.store;

import java.util.Arrays;
import java.util.Objects;
import wtls.api.session.SessionDescription;

/**
 * A session that can be resumed.
 *
 * @param description what is known of it
 * @param masterSecret its secret, wiped by the holder; empty once its last use has been counted
 */
public record StoredSession(SessionDescription description, byte[] masterSecret)
    implements AutoCloseable {

  public StoredSession {
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(masterSecret, "masterSecret");
  }

  /** The same with an array of its own. */
  StoredSession copy() {
    return new StoredSession(description, masterSecret.clone());
  }

  /** Whether the description names this session; its numbers of uses may differ. */
  boolean is(SessionDescription other) {
    return description.id().equals(other.id()) && description.peer().equals(other.peer());
  }

  /** Wipes the secret. Idempotent. */
  @Override
  public void close() {
    Arrays.fill(masterSecret, (byte) 0);
  }

  @Override
  public String toString() {
    return "session " + description.id() + " with " + description.peer();
  }
}
