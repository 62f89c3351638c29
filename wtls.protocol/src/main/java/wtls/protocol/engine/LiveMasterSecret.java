package wtls.protocol.engine;

import java.util.Arrays;
import java.util.Objects;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.Ticket;
import wtls.api.session.Custody;
import wtls.protocol.crypto.KeyBlockSource;
import wtls.protocol.crypto.MasterSecretSource;
import wtls.protocol.crypto.Prf;

/** A master secret in the memory of the phone. */
public final class LiveMasterSecret implements LiveSecret {
  private final byte[] masterSecret;
  private final Custody custody;
  private final boolean exposed;

  /**
   * @param masterSecret is taken over, and wiped by {@link #close}
   * @param custody who holds it beside this
   * @param exposed whether it has been outside a card
   */
  public LiveMasterSecret(byte[] masterSecret, Custody custody, boolean exposed) {
    this.masterSecret = Objects.requireNonNull(masterSecret, "masterSecret");
    this.custody = Objects.requireNonNull(custody, "custody");
    this.exposed = exposed;
  }

  @Override
  public Custody custody() {
    return custody;
  }

  @Override
  public boolean exposed() {
    return exposed;
  }

  @Override
  public KeyBlockSource keyBlocks(ConnectionParameters parameters) {
    return new MasterSecretSource(masterSecret, parameters);
  }

  @Override
  public byte[] derive(Derivation derivation) {
    return Prf.derive(masterSecret, derivation);
  }

  @Override
  public byte[] masterSecret() {
    return masterSecret.clone();
  }

  @Override
  public Ticket.Content content() {
    return new Ticket.MasterSecret(masterSecret.clone(), exposed);
  }

  @Override
  public void close() {
    Arrays.fill(masterSecret, (byte) 0);
  }
}
