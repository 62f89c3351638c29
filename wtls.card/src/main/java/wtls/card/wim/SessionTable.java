package wtls.card.wim;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the driver knows of the session slots of a card, slots counted from 1. Guarded by the link's
 * lock.
 */
final class SessionTable {
  private final boolean[] occupied;
  private final boolean[] favourite;
  private final StoredSession[] stored;
  private final Instant[] lastUsed;
  private final int[] users;

  SessionTable(int slots) {
    occupied = new boolean[slots + 1];
    favourite = new boolean[slots + 1];
    stored = new StoredSession[slots + 1];
    lastUsed = new Instant[slots + 1];
    users = new int[slots + 1];
    Arrays.fill(lastUsed, Instant.EPOCH);
  }

  int slots() {
    return occupied.length - 1;
  }

  boolean has(int slot) {
    return slot >= 1 && slot <= slots();
  }

  /** A session that can be described; others occupy their slot all the same. */
  Optional<StoredSession> stored(int slot) {
    return Optional.ofNullable(stored[slot]);
  }

  void put(StoredSession session) {
    occupied[session.slot()] = true;
    favourite[session.slot()] = session.favourite();
    stored[session.slot()] = session;
    lastUsed[session.slot()] = session.lastUsed();
  }

  void occupy(int slot, boolean kept) {
    occupied[slot] = true;
    favourite[slot] = kept;
  }

  void clear(int slot) {
    occupied[slot] = false;
    favourite[slot] = false;
    stored[slot] = null;
    lastUsed[slot] = Instant.EPOCH;
  }

  boolean occupied(int slot) {
    return occupied[slot];
  }

  boolean live(int slot) {
    return users[slot] > 0;
  }

  void addUser(int slot) {
    users[slot]++;
  }

  /** Whether that was the last one. */
  boolean removeUser(int slot) {
    if (users[slot] > 0) {
      users[slot]--;
      return users[slot] == 0;
    }
    return false;
  }

  /**
   * The slot for a new session: a free one, else the one that was used longest ago; never one that
   * is live or a favourite.
   */
  Optional<Integer> choose() {
    int chosen = 0;
    for (int slot = 1; slot <= slots(); slot++) {
      if (live(slot) || favourite[slot]) {
        continue;
      }
      if (!occupied[slot]) {
        return Optional.of(slot);
      }
      if (chosen == 0 || lastUsed[slot].isBefore(lastUsed[chosen])) {
        chosen = slot;
      }
    }
    return chosen == 0 ? Optional.empty() : Optional.of(chosen);
  }
}
