package wtls.api.engine;

import org.osgi.annotation.versioning.ConsumerType;

/** A pre-master secret inside an engine, on its way to a master secret. Used by one thread. */
@ConsumerType
public interface KeyEstablishment extends AutoCloseable {

  /**
   * What ClientKeyExchange carries: the encrypted secret, the client's DH value, or its point, each
   * without length. Empty when the server has it already, or the suite needs none.
   *
   * @return a new array, not secret
   */
  byte[] clientKeyExchange();

  /**
   * Derives the master secret and wipes the pre-master secret, also when it fails. Can be called
   * once: it then fails with {@link EngineException.Reason#CLOSED}, as after {@link #close}.
   *
   * @param derivation label, seed and length of the master secret (WAP-261 11.1); the same as in
   *     {@link KeyExchange#masterSecret} if it was known then
   * @return the session that holds it; the caller closes it
   */
  EngineSession derive(Derivation derivation) throws EngineException;

  /** Wipes the pre-master secret; does nothing after {@link #derive}. Never throws. */
  @Override
  void close();
}
