package wtls.protocol.engine;

import java.util.Arrays;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.Ticket;
import wtls.api.session.Custody;
import wtls.api.session.SecurityLevel;
import wtls.protocol.crypto.FixedWindowSource;
import wtls.protocol.crypto.KeyBlockSource;

/** The key blocks of the current windows, out of a card that keeps the master secret. */
public final class LiveKeyWindow implements LiveSecret {
  private final Ticket.KeyWindow window;
  private final SecurityLevel level;

  /** Copies the window's blocks. */
  public LiveKeyWindow(Ticket.KeyWindow window, SecurityLevel level) {
    this.window = copy(window);
    this.level = level;
  }

  @Override
  public Custody custody() {
    return level.custody();
  }

  @Override
  public boolean exposed() {
    return level.exposed();
  }

  @Override
  public KeyBlockSource keyBlocks(ConnectionParameters parameters) {
    return new FixedWindowSource(window);
  }

  @Override
  public byte[] derive(Derivation derivation) throws EngineException {
    throw noMasterSecret();
  }

  @Override
  public byte[] masterSecret() throws EngineException {
    throw noMasterSecret();
  }

  @Override
  public Ticket.Content content() {
    return copy(window);
  }

  @Override
  public void close() {
    Arrays.fill(window.writeBlock(), (byte) 0);
    Arrays.fill(window.readBlock(), (byte) 0);
  }

  private static Ticket.KeyWindow copy(Ticket.KeyWindow window) {
    return new Ticket.KeyWindow(
        window.writeStart(),
        window.writeBlock().clone(),
        window.readStart(),
        window.readBlock().clone());
  }

  private static EngineException noMasterSecret() {
    return new EngineException(
        EngineException.Reason.UNSUPPORTED,
        "Only key windows of this session were handed over, not its master secret: begin an"
            + " in-place handshake.");
  }
}
