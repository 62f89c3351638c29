package wtls.engine.phone;

import java.util.Arrays;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.Ticket;
import wtls.api.session.Custody;
import wtls.protocol.crypto.KeyBlockSource;
import wtls.protocol.crypto.MasterSecretSource;
import wtls.protocol.crypto.Prf;

/** A master secret in the memory of the phone. */
final class LiveMasterSecret implements LiveSecret {
  private final byte[] masterSecret;

  /** Takes over the array. */
  LiveMasterSecret(byte[] masterSecret) {
    this.masterSecret = masterSecret;
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
    return new Ticket.MasterSecret(masterSecret.clone(), true);
  }

  @Override
  public void close() {
    Arrays.fill(masterSecret, (byte) 0);
  }
}
