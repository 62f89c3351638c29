package wtls.protocol.engine;

import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.Ticket;
import wtls.api.session.Custody;
import wtls.protocol.crypto.KeyBlockSource;

/** What a live session rests on: a master secret, or what a card gave out in its place. */
public sealed interface LiveSecret extends AutoCloseable permits LiveMasterSecret, LiveKeyWindow {

  /** Who holds the master secret. */
  Custody custody();

  /** Whether the master secret has been outside a card. */
  boolean exposed();

  /** A source of key blocks with copies of its own; the caller closes it. */
  KeyBlockSource keyBlocks(ConnectionParameters parameters);

  /**
   * One derivation from the master secret.
   *
   * @return a new array; the caller wipes it
   */
  byte[] derive(Derivation derivation) throws EngineException;

  /**
   * The master secret, for the store.
   *
   * @return a copy; the caller wipes it
   */
  byte[] masterSecret() throws EngineException;

  /** What another engine can continue from, with copies of its own. */
  Ticket.Content content();

  /** Wipes it. Idempotent. */
  @Override
  void close();
}
