package wtls.card.pcsc;

import java.util.Set;
import wtls.api.card.CardException.Reason;

/** What a failure of javax.smartcardio means: it tells only by the names of PC/SC's errors. */
final class PcscFailure {
  private static final Set<String> REMOVED =
      Set.of(
          "SCARD_W_REMOVED_CARD",
          "SCARD_W_RESET_CARD",
          "SCARD_W_UNPOWERED_CARD",
          "SCARD_E_NO_SMARTCARD",
          "SCARD_E_READER_UNAVAILABLE",
          "SCARD_E_UNKNOWN_READER",
          "SCARD_E_NO_SERVICE",
          "SCARD_E_SERVICE_STOPPED",
          "SCARD_E_INVALID_HANDLE");
  private static final String SHARING_VIOLATION = "SCARD_E_SHARING_VIOLATION";
  private static final String INSUFFICIENT_BUFFER = "SCARD_E_INSUFFICIENT_BUFFER";
  private static final String NO_READERS = "SCARD_E_NO_READERS_AVAILABLE";

  private PcscFailure() {}

  static Reason reason(Throwable failure) {
    if (failure instanceof IllegalStateException) {
      return Reason.REMOVED;
    }
    String name = name(failure);
    if (REMOVED.contains(name)) {
      return Reason.REMOVED;
    }
    return switch (name) {
      case SHARING_VIOLATION -> Reason.BUSY;
      case INSUFFICIENT_BUFFER -> Reason.TOO_LONG;
      default -> Reason.MUTE;
    };
  }

  /** Whether a list of readers failed only because there are none. */
  static boolean meansNoReaders(Throwable failure) {
    return name(failure).equals(NO_READERS);
  }

  /** The error's name in PC/SC, or what else is known. */
  static String name(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.startsWith("SCARD_")) {
        return message;
      }
    }
    return failure.toString();
  }
}
