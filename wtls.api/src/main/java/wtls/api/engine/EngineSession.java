package wtls.api.engine;

import org.osgi.annotation.versioning.ConsumerType;
import wtls.api.session.Custody;
import wtls.api.session.SessionDescription;

/**
 * A handle to the secrets of one session inside an engine. The core never makes two calls at once
 * on it, or on the record protections that came from it.
 */
@ConsumerType
public interface EngineSession extends AutoCloseable {

  /** Who holds the master secret. Does not block. */
  Custody custody();

  /** Whether the master secret has ever been outside a card. Does not block. */
  boolean exposed();

  /**
   * Signs a digest with one of the client's keys (CertificateVerify, WAP-261 10.5.9): PKCS #1 block
   * type 1 over the digest as given.
   *
   * @param digest the handshake hash, at most 36 octets
   * @throws EngineException {@link EngineException.Reason#UNKNOWN} when there is no such key,
   *     {@link EngineException.Reason#FORBIDDEN} when it is not for signing
   */
  byte[] sign(KeyId key, byte[] digest) throws EngineException;

  /**
   * Tells what the handshake will ask next. Engines that gain nothing from that ignore it.
   *
   * @throws EngineException when what was foreseen cannot be had from this engine
   */
  default void foresee(Outlook outlook) throws EngineException {}

  /**
   * The verify data of a Finished message (WAP-261 10.5.10).
   *
   * @return a new array; secret until it is sent
   */
  byte[] finished(Derivation derivation) throws EngineException;

  /**
   * Compares the verify data that came from the server with what it must be, in constant time.
   *
   * @param received as received, any length
   */
  boolean verifyFinished(Derivation derivation, byte[] received) throws EngineException;

  /**
   * The record protection of one connection. Several may exist at a time: during a handshake on a
   * live connection the old one still serves one direction. Asks nothing of a device: that waits
   * for the first record.
   *
   * @return a new protection; the caller closes it
   */
  RecordProtection protection(ConnectionParameters parameters) throws EngineException;

  /**
   * Stores the session so that it can be resumed, over any older one with the same peer. A session
   * without an identifier, past its time or without uses cannot be resumed: then only the older one
   * goes. The custody and exposure that are stored are those of this handle. Survives a crash once
   * it has returned, where the engine keeps its sessions in lasting memory.
   *
   * @throws EngineException {@link EngineException.Reason#FULL} when no slot can be freed; the
   *     session stays usable without being stored
   */
  void save(SessionDescription session) throws EngineException;

  /**
   * Erases this session from the store, if it is there: it was saved or resumed through this
   * handle, or came with the ticket. The live session stays usable until closed.
   */
  void forget() throws EngineException;

  /**
   * Makes the ticket with which {@code target} can continue this session. This session stays whole
   * and usable until it is closed: release may be called again, for another target.
   *
   * @param session what is known of the session, to travel with it
   * @param connection the live connection, for engines that can give out its current key windows
   *     only
   * @param writeSequence the sequence number of the next record to be sent, 0 to 65535
   * @param readSequence the highest sequence number received, 0 to 65535
   * @param target the engine that shall take over
   * @return a ticket that may hold secrets; the caller closes it
   * @throws EngineException {@link EngineException.Reason#FORBIDDEN} or {@link
   *     EngineException.Reason#UNSUPPORTED} when nothing may go to such an engine
   */
  Ticket release(
      SessionDescription session,
      ConnectionParameters connection,
      int writeSequence,
      int readSequence,
      EngineProfile target)
      throws EngineException;

  /**
   * Wipes everything that the engine keeps of this session in volatile memory, and closes its
   * record protections; all calls after it fail with {@link EngineException.Reason#CLOSED}. What
   * was saved stays saved. Idempotent, never throws. May be called by any thread, also by the
   * engine when its bundle stops: a call under way ends first, so that no record is ever sealed
   * with keys that are half wiped.
   */
  @Override
  void close();
}
