package wtls.card.simulator;

/** The card has no power any more: unwinds whatever it was doing. Not a failure of the program. */
final class PowerCut extends Error {
  private static final long serialVersionUID = 1L;

  PowerCut(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
