package wtls.api.engine;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import wtls.api.session.SessionDescription;

/**
 * A security engine: makes, keeps and uses the secrets of sessions. Register it as an OSGi service
 * with the properties named here.
 *
 * <p>When the card of an engine is pulled, every call that needs it fails with {@link
 * EngineException.Reason#REMOVED}, promptly, also one that is under way. When its bundle stops, the
 * engine first leaves the service registry, which may block until the core has let go of it; then
 * it wipes what sessions are left.
 */
@ConsumerType
public interface SecurityEngine {

  /** Service property: the engine's name, unique on the phone, for example {@code phone}. */
  String NAME = "wtls.engine";

  /** Service property: its embodiment's {@linkplain Embodiment#label() label}. */
  String EMBODIMENT = "wtls.engine.embodiment";

  /** Service property: who made it. */
  String VENDOR = "wtls.engine.vendor";

  /** Service property: the serial number of its card in hex; absent without one. */
  String CARD_SERIAL = "wtls.engine.card";

  /** What this engine is and can do. Does not block, and does not change during its life. */
  EngineProfile profile();

  /**
   * The keys and roots that it holds now; public parts only. May read the card on the first call.
   */
  Credentials credentials() throws EngineException;

  /**
   * Random octets for public use, as in a hello message (WAP-260 11.3.6, ASK RANDOM).
   *
   * @param length 1 to 255
   */
  byte[] random(int length) throws EngineException;

  /**
   * Establishes a new secret with the server. The caller has checked the server's certificates;
   * engines that check for themselves do so here.
   *
   * @return what came of it; the caller closes it
   * @throws EngineException {@link EngineException.Reason#BAD_KEY} when the server's key is not of
   *     the kind, size or form that the suite asks for, or not valid; {@link
   *     EngineException.Reason#UNKNOWN} when the client's key or the shared secret is not here
   */
  KeyEstablishment establish(KeyExchange exchange) throws EngineException;

  /**
   * The sessions it has stored, expired ones left out. A snapshot: descriptions only, no secrets.
   */
  List<SessionDescription> sessions() throws EngineException;

  /**
   * Opens a stored session for use in an abbreviated handshake, and counts this as one use of it
   * before returning, whatever becomes of the handshake.
   *
   * @param session one of {@link #sessions()}
   * @param outlook what the handshake will ask of it next
   * @throws EngineException {@link EngineException.Reason#EXPIRED} past its time or uses, {@link
   *     EngineException.Reason#UNKNOWN} when it is no longer stored
   */
  EngineSession resume(SessionDescription session, Outlook outlook) throws EngineException;

  /**
   * Takes over a live session. Either returns a session that derives the very same keys, or throws
   * and leaves no trace.
   *
   * @param ticket what another engine released; stays the caller's, who closes it
   * @throws EngineException {@link EngineException.Reason#UNSUPPORTED} when it cannot continue from
   *     such a ticket, {@link EngineException.Reason#FORBIDDEN} when it must not, {@link
   *     EngineException.Reason#CLOSED} when the ticket has been wiped
   */
  EngineSession adopt(Ticket ticket) throws EngineException;

  /**
   * Checks that the engine works, by known answers, without touching any session.
   *
   * @throws EngineException when it does not
   */
  void selfTest() throws EngineException;
}
