package wtls.engine.card.crypto;

import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.KeyExpansion;
import wtls.protocol.crypto.Direction;

/** Which expansion the key blocks of a direction come from. */
final class CardBlocks {

  private CardBlocks() {}

  static KeyExpansion expansion(ConnectionParameters parameters, Direction direction) {
    return direction == Direction.WRITE ? parameters.write() : parameters.read();
  }
}
