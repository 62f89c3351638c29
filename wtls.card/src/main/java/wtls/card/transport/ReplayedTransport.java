package wtls.card.transport;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import wtls.api.card.CardException;
import wtls.api.card.CardTransport;

/** Plays a card from a trace: answers the very commands of it, in their order, and no others. */
public final class ReplayedTransport implements CardTransport {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Trace trace;
  private int next;

  public ReplayedTransport(Trace trace) {
    this.trace = Objects.requireNonNull(trace, "trace");
  }

  /**
   * The next answer of the trace.
   *
   * @throws CardException {@link CardException.Reason#MUTE} when another command was due; the
   *     message shows both
   */
  @Override
  public synchronized byte[] transmit(byte[] command) throws CardException {
    if (next == trace.exchanges().size()) {
      throw mute("The trace has ended before command " + HEX.formatHex(command));
    }
    Trace.Exchange due = trace.exchanges().get(next);
    if (!Arrays.equals(due.command(), command)) {
      throw mute(
          "Command "
              + (next + 1)
              + " should be "
              + HEX.formatHex(due.command())
              + " and is "
              + HEX.formatHex(command));
    }
    next++;
    return due.response().clone();
  }

  /** Whether every command of the trace has come. */
  public synchronized boolean atEnd() {
    return next == trace.exchanges().size();
  }

  private static CardException mute(String message) {
    return new CardException(CardException.Reason.MUTE, message);
  }
}
