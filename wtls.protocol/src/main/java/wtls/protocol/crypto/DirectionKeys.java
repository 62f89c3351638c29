package wtls.protocol.crypto;

import wtls.api.algorithm.CipherSuite;
import wtls.api.engine.EngineException;
import wtls.api.engine.KeyExpansion;

/**
 * The keys of one direction: those of the newest key window that has carried an authentic record,
 * and those of one other. Only the other makes room for what an unauthenticated sequence number
 * asks for, so that forged records cannot push out the keys in use.
 */
final class DirectionKeys {
  private final Direction direction;
  private final KeyExpansion expansion;
  private final CipherSuite suite;
  private WindowKeys current;
  private WindowKeys other;

  DirectionKeys(Direction direction, KeyExpansion expansion, CipherSuite suite) {
    this.direction = direction;
    this.expansion = expansion;
    this.suite = suite;
  }

  /** The keys of the window that begins at {@code start}, derived if they are not here. */
  WindowKeys window(int start, KeyBlockSource source) throws EngineException {
    if (current != null && current.start() == start) {
      return current;
    }
    if (other == null) {
      other = new WindowKeys(suite);
    }
    if (other.start() != start) {
      other.derive(source, direction, expansion, start);
    }
    return other;
  }

  /** Says that a record under these keys was authentic. */
  void confirm(WindowKeys keys) {
    if (keys == other && (current == null || other.start() > current.start())) {
      other = current;
      current = keys;
    }
  }

  /** The sequence number with which the newest authentic window begins; 0 if there is none yet. */
  int start() {
    return current == null ? 0 : Math.max(0, current.start());
  }

  void relax() {
    if (current != null) {
      current.relax();
    }
    if (other != null) {
      other.wipe();
      other = null;
    }
  }

  void wipe() {
    relax();
    if (current != null) {
      current.wipe();
    }
  }

  boolean isWiped() {
    return other == null && (current == null || current.isWiped());
  }

  boolean isRelaxed() {
    return other == null && (current == null || current.isRelaxed());
  }
}
