package wtls.engine.phone;

import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import wtls.api.engine.Credentials;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.KeyId;
import wtls.api.engine.Outlook;
import wtls.api.engine.OwnKey;
import wtls.api.engine.SecurityEngine;
import wtls.api.engine.Ticket;
import wtls.api.session.Custody;
import wtls.api.session.SessionDescription;
import wtls.engine.phone.store.Identity;
import wtls.engine.phone.store.PhoneStore;
import wtls.engine.phone.store.StoreException;
import wtls.engine.phone.store.StoredSession;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.RsaPrivateKey;
import wtls.protocol.engine.LiveKeyWindow;
import wtls.protocol.engine.LiveMasterSecret;
import wtls.protocol.engine.LiveSecret;
import wtls.protocol.engine.OpenSecrets;
import wtls.protocol.engine.PreMaster;
import wtls.protocol.engine.SoftwareEstablishment;
import wtls.protocol.engine.SoftwareKeyExchange;
import wtls.protocol.engine.SoftwareSelfTest;
import wtls.protocol.engine.Tickets;

/**
 * The engine with no card: the phone keeps and computes everything. It has every algorithm of
 * WAP-261 and leaves it to the core's policy which of them to use.
 *
 * <p>Safe for use from any thread; one session is used by one thread at a time. Calls only compute,
 * except that {@code save}, {@code forget}, {@link #resume}, {@link #sessions} and {@link
 * #credentials} visit the store, which may be a file.
 */
public final class PhoneEngine implements SecurityEngine, AutoCloseable {
  private static final int LONGEST_RANDOM = 255;
  private static final int LONGEST_DIGEST = 36;

  private final PhoneStore store;
  private final SecureRandom random;
  private final EngineProfile profile = PhoneProfile.create();
  private final SoftwareKeyExchange keyExchange;
  private final OpenSecrets open = new OpenSecrets(PhoneProfile.NAME);

  /**
   * An engine over this store.
   *
   * @param store is closed together with the engine
   */
  public PhoneEngine(PhoneStore store, SecureRandom random) {
    this.store = Objects.requireNonNull(store, "store");
    this.random = Objects.requireNonNull(random, "random");
    this.keyExchange =
        new SoftwareKeyExchange(new StoredSecrets(store), PhoneProfile.LARGEST_RSA_KEY, random);
  }

  @Override
  public EngineProfile profile() {
    return profile;
  }

  @Override
  public Credentials credentials() throws EngineException {
    open.checkOpen();
    try {
      return store.credentials();
    } catch (StoreException e) {
      throw storeFailed(e);
    }
  }

  @Override
  public byte[] random(int length) throws EngineException {
    open.checkOpen();
    if (length < 1 || length > LONGEST_RANDOM) {
      throw new IllegalArgumentException("length is not within 1 to 255: " + length);
    }
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  @Override
  public KeyEstablishment establish(KeyExchange exchange) throws EngineException {
    open.checkOpen();
    PreMaster preMaster = keyExchange.make(exchange);
    return open.guard(
        new SoftwareEstablishment(
            preMaster, masterSecret -> session(held(masterSecret), Optional.empty())));
  }

  @Override
  public List<SessionDescription> sessions() throws EngineException {
    open.checkOpen();
    try {
      return store.sessions();
    } catch (StoreException e) {
      throw storeFailed(e);
    }
  }

  @Override
  public EngineSession resume(SessionDescription session, Outlook outlook) throws EngineException {
    open.checkOpen();
    try {
      StoredSession stored =
          store
              .use(session)
              .orElseThrow(
                  () ->
                      new EngineException(
                          Reason.UNKNOWN,
                          "No session with "
                              + session.peer()
                              + " is stored under this id: begin a full handshake."));
      if (stored.masterSecret().length == 0) {
        throw new EngineException(
            Reason.EXPIRED,
            "The session with "
                + session.peer()
                + " is past its time or its uses: begin a full handshake.");
      }
      return open(held(stored.masterSecret()), Optional.of(stored.description()));
    } catch (StoreException e) {
      throw storeFailed(e);
    }
  }

  @Override
  public EngineSession adopt(Ticket ticket) throws EngineException {
    open.checkOpen();
    return open(continueFrom(ticket), Optional.of(ticket.session()));
  }

  @Override
  public void selfTest() throws EngineException {
    open.checkOpen();
    SoftwareSelfTest.run();
  }

  /** Wipes all sessions and closes the store; all calls after it fail. Idempotent. */
  @Override
  public void close() {
    open.close();
    store.close();
  }

  /** A new handle, which takes over the secret. */
  EngineSession open(LiveSecret secret, Optional<SessionDescription> stored)
      throws EngineException {
    return open.guard(session(secret, stored));
  }

  private EngineSession session(LiveSecret secret, Optional<SessionDescription> stored) {
    return new PhoneSession(this, secret, stored);
  }

  /** Takes over the array. */
  static LiveSecret held(byte[] masterSecret) {
    return new LiveMasterSecret(masterSecret, Custody.PHONE, true);
  }

  byte[] sign(KeyId key, byte[] digest) throws EngineException {
    if (digest.length > LONGEST_DIGEST) {
      throw new IllegalArgumentException("The digest has more than 36 octets: " + digest.length);
    }
    try (Identity identity = store.identity(key).orElseThrow(() -> unknownKey(key))) {
      if (identity.key().use() != OwnKey.Use.SIGN) {
        throw new EngineException(
            Reason.FORBIDDEN, "The client key " + key + " is for key agreement, not for signing.");
      }
      return RsaKeys.sign(RsaPrivateKey.decode(identity.secret()), digest, random);
    } catch (StoreException e) {
      throw storeFailed(e);
    } catch (BadKeyException e) {
      throw new EngineException(Reason.FAILED, e.getMessage(), e);
    }
  }

  void store(StoredSession session) throws EngineException {
    try {
      store.put(session);
    } catch (StoreException e) {
      throw storeFailed(e);
    }
  }

  void forget(SessionDescription session) throws EngineException {
    try {
      store.remove(session);
    } catch (StoreException e) {
      throw storeFailed(e);
    }
  }

  private static LiveSecret continueFrom(Ticket ticket) throws EngineException {
    Tickets.requireWhole(ticket.content());
    if (ticket.content() instanceof Ticket.MasterSecret master) {
      return held(master.octets().clone());
    }
    if (ticket.content() instanceof Ticket.KeyWindow window) {
      return new LiveKeyWindow(window, ticket.session().level());
    }
    throw new EngineException(
        Reason.UNSUPPORTED,
        "The session's secret stays on its card, which this engine cannot reach: begin an in-place"
            + " handshake.");
  }

  static EngineException storeFailed(StoreException e) {
    Reason reason = e.reason() == StoreException.Reason.CLOSED ? Reason.CLOSED : Reason.FAILED;
    return new EngineException(reason, e.getMessage(), e);
  }

  private static EngineException unknownKey(KeyId key) {
    return new EngineException(
        Reason.UNKNOWN, "No client key for signing has the id " + key + ": configure it.");
  }
}
