package wtls.protocol.engine;

import java.util.Arrays;
import wtls.api.engine.EngineException;
import wtls.api.engine.Ticket;

/** Checks of what tickets carry. */
public final class Tickets {

  private Tickets() {}

  /**
   * Refuses zeros: they are what a closed ticket holds, and to continue from them would protect
   * nothing.
   *
   * @throws EngineException {@link EngineException.Reason#CLOSED}
   */
  public static void requireWhole(Ticket.Content content) throws EngineException {
    if (content instanceof Ticket.MasterSecret master) {
      requireWhole(master.octets());
    } else if (content instanceof Ticket.KeyWindow window) {
      requireWhole(window.writeBlock());
      requireWhole(window.readBlock());
    }
  }

  private static void requireWhole(byte[] secret) throws EngineException {
    if (secret.length > 0 && Arrays.equals(secret, new byte[secret.length])) {
      throw new EngineException(
          EngineException.Reason.CLOSED,
          "The ticket has been wiped: have the session released again.");
    }
  }
}
