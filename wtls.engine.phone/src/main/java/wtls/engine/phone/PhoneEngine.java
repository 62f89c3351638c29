package wtls.engine.phone;

import java.security.SecureRandom;
import java.util.Arrays;
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
import wtls.api.session.SessionDescription;
import wtls.engine.phone.store.Identity;
import wtls.engine.phone.store.PhoneStore;
import wtls.engine.phone.store.StoreException;
import wtls.engine.phone.store.StoredSession;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.RsaPrivateKey;

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
  private final PreMasterSource preMasters;
  private final OpenSecrets open = new OpenSecrets();

  /**
   * An engine over this store.
   *
   * @param store is closed together with the engine
   */
  public PhoneEngine(PhoneStore store, SecureRandom random) {
    this.store = Objects.requireNonNull(store, "store");
    this.random = Objects.requireNonNull(random, "random");
    this.preMasters = new PreMasterSource(store, random);
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
    return open.add(new PhoneEstablishment(this, preMasters.make(exchange)));
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
      return open(new LiveMasterSecret(stored.masterSecret()), Optional.of(stored.description()));
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
    SelfTest.run(SelfTest.answers());
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
    return open.add(new PhoneSession(this, secret, stored));
  }

  void leave(EngineSession session) {
    open.remove(session);
  }

  void leave(KeyEstablishment establishment) {
    open.remove(establishment);
  }

  byte[] sign(KeyId key, byte[] digest) throws EngineException {
    if (digest.length > LONGEST_DIGEST) {
      throw new IllegalArgumentException("The digest has more than 36 octets: " + digest.length);
    }
    try (Identity identity =
        store.identity(key).orElseThrow(() -> PreMasterSource.unknownKey(key, "signing"))) {
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
    if (ticket.content() instanceof Ticket.MasterSecret master) {
      checkNotWiped(master.octets());
      return new LiveMasterSecret(master.octets().clone());
    }
    if (ticket.content() instanceof Ticket.KeyWindow window) {
      checkNotWiped(window.writeBlock());
      checkNotWiped(window.readBlock());
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

  /** Zeros are what a closed ticket holds; to continue from them would protect nothing. */
  private static void checkNotWiped(byte[] secret) throws EngineException {
    if (secret.length > 0 && Arrays.equals(secret, new byte[secret.length])) {
      throw new EngineException(
          Reason.CLOSED, "The ticket has been wiped: have the session released again.");
    }
  }
}
