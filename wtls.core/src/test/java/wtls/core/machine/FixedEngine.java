package wtls.core.machine;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Credentials;
import wtls.api.engine.Derivation;
import wtls.api.engine.Embodiment;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.KeyExchangeOffer;
import wtls.api.engine.KeyId;
import wtls.api.engine.Outlook;
import wtls.api.engine.RecordProtection;
import wtls.api.engine.SecurityEngine;
import wtls.api.engine.Ticket;
import wtls.api.session.Custody;
import wtls.api.session.SessionDescription;
import wtls.protocol.crypto.MasterSecretSource;
import wtls.protocol.crypto.Prf;
import wtls.protocol.crypto.SoftwareRecordProtection;

/** An engine whose random and whose key exchange are given, for known answers. */
final class FixedEngine implements SecurityEngine {
  private final List<KeyExchangeOffer> offers;
  private final Credentials credentials;
  private final byte[] random;
  private final byte[] clientKeyExchange;
  private final byte[] preMaster;

  FixedEngine(
      List<KeyExchangeOffer> offers,
      Credentials credentials,
      byte[] random,
      byte[] clientKeyExchange,
      byte[] preMaster) {
    this.offers = offers;
    this.credentials = credentials;
    this.random = random;
    this.clientKeyExchange = clientKeyExchange;
    this.preMaster = preMaster;
  }

  @Override
  public EngineProfile profile() {
    return new EngineProfile(
        "fixed",
        Embodiment.PHONE,
        Optional.empty(),
        offers,
        EnumSet.allOf(BulkCipher.class),
        EnumSet.allOf(MacAlgorithm.class),
        4096,
        EngineProfile.UNLIMITED_RECORD,
        true);
  }

  @Override
  public Credentials credentials() {
    return credentials;
  }

  @Override
  public byte[] random(int length) {
    return Arrays.copyOf(random, length);
  }

  @Override
  public KeyEstablishment establish(KeyExchange exchange) {
    return new KeyEstablishment() {
      @Override
      public byte[] clientKeyExchange() {
        return clientKeyExchange.clone();
      }

      @Override
      public EngineSession derive(Derivation derivation) {
        return new FixedSession(Prf.derive(preMaster, derivation));
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public List<SessionDescription> sessions() {
    return List.of();
  }

  @Override
  public EngineSession resume(SessionDescription session, Outlook outlook) throws EngineException {
    throw new EngineException(EngineException.Reason.UNKNOWN, "Nothing is stored here.");
  }

  @Override
  public EngineSession adopt(Ticket ticket) throws EngineException {
    throw new EngineException(EngineException.Reason.UNSUPPORTED, "Nothing is adopted here.");
  }

  @Override
  public void selfTest() {}

  private static final class FixedSession implements EngineSession {
    private final byte[] master;

    FixedSession(byte[] master) {
      this.master = master;
    }

    @Override
    public Custody custody() {
      return Custody.PHONE;
    }

    @Override
    public boolean exposed() {
      return true;
    }

    @Override
    public byte[] sign(KeyId key, byte[] digest) throws EngineException {
      throw new EngineException(EngineException.Reason.UNKNOWN, "There is no key here.");
    }

    @Override
    public byte[] finished(Derivation derivation) {
      return Prf.derive(master, derivation);
    }

    @Override
    public boolean verifyFinished(Derivation derivation, byte[] received) {
      return Arrays.equals(finished(derivation), received);
    }

    @Override
    public RecordProtection protection(ConnectionParameters parameters) {
      return new SoftwareRecordProtection(parameters, new MasterSecretSource(master, parameters));
    }

    @Override
    public void save(SessionDescription session) {}

    @Override
    public void forget() {}

    @Override
    public Ticket release(
        SessionDescription session,
        ConnectionParameters connection,
        int writeSequence,
        int readSequence,
        EngineProfile target)
        throws EngineException {
      throw new EngineException(EngineException.Reason.UNSUPPORTED, "Nothing is released here.");
    }

    @Override
    public void close() {}
  }
}
