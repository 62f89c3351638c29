package wtls.card.wim;

import java.time.Instant;
import java.util.Objects;
import wtls.api.session.SessionDescription;

/**
 * A session that a card keeps.
 *
 * @param slot its number, from 1
 * @param description what is known of it
 * @param favourite whether it is kept when room is short
 * @param portable whether its secret may be read out after the PIN
 * @param engineOnly whether its secret serves the card's own records only
 * @param lastUsed when it was last resumed, or made
 */
public record StoredSession(
    int slot,
    SessionDescription description,
    boolean favourite,
    boolean portable,
    boolean engineOnly,
    Instant lastUsed) {
  public StoredSession {
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(lastUsed, "lastUsed");
  }
}
