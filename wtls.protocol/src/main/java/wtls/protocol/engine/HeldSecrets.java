package wtls.protocol.engine;

import java.util.Optional;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EngineException;
import wtls.api.engine.KeyId;
import wtls.api.engine.ServerKey;

/** Secrets of the client that an engine keeps, in a file or on a card. */
public interface HeldSecrets {

  /** No secrets at all. */
  HeldSecrets NONE =
      new HeldSecrets() {
        @Override
        public Optional<byte[]> sharedSecret(String name) {
          return Optional.empty();
        }

        @Override
        public byte[] agree(KeyId key, ServerKey.Ec serverKey) throws EngineException {
          throw unknown(key);
        }
      };

  /**
   * A secret shared with a server.
   *
   * @return a copy, which the caller wipes; empty when there is none of that name
   */
  Optional<byte[]> sharedSecret(String name) throws EngineException;

  /**
   * Key agreement with one of the client's fixed keys: the x-coordinate in the field's full length
   * (WAP-261 table 4).
   *
   * @return a new array, which the caller wipes
   * @throws EngineException {@link EngineException.Reason#UNKNOWN} when there is no such key for
   *     agreement, {@link EngineException.Reason#BAD_KEY} when it is on another curve or the point
   *     is none of its curve
   */
  byte[] agree(KeyId key, ServerKey.Ec serverKey) throws EngineException;

  /** The answer about a key that is not here, or is for something else. */
  static EngineException unknown(KeyId key) {
    return new EngineException(
        EngineException.Reason.UNKNOWN,
        "No client key for key agreement has the id " + key + ": configure it.");
  }

  /** The answer about a server's key on another curve than the client's. */
  static EngineException otherCurve(ServerKey.Ec serverKey, NamedCurve own) {
    return new EngineException(
        EngineException.Reason.BAD_KEY,
        "The server's key is on "
            + serverKey.curve().standardName()
            + ", the client's on "
            + own.standardName()
            + ": use an ephemeral key.");
  }
}
