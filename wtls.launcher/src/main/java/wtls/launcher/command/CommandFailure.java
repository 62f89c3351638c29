package wtls.launcher.command;

import java.util.OptionalInt;
import wtls.api.card.CardException;
import wtls.api.client.ConnectionClosedException;
import wtls.api.client.EngineUnavailableException;
import wtls.api.client.HandshakeException;
import wtls.api.client.UnreachableException;
import wtls.api.client.UntrustedServerException;
import wtls.api.client.WtlsException;
import wtls.api.engine.EngineException;
import wtls.card.simulator.ShelfException;
import wtls.card.wim.WimException;

/** A command cannot go on. The message is one sentence for people: what was wrong, what to do. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** The alert of a gateway that finds nothing to agree on (WAP-261 10.2). */
  private static final int HANDSHAKE_FAILURE = 40;

  private final ExitCode code;

  CommandFailure(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  CommandFailure(ExitCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The same failure with the exit code for its kind. */
  static CommandFailure of(WtlsException failure) {
    return new CommandFailure(codeOf(failure), sentence(failure), failure);
  }

  /** The same failure with the exit code for its kind. */
  static CommandFailure of(WimException failure) {
    return new CommandFailure(codeOf(failure.reason()), failure.getMessage(), failure);
  }

  /** The same failure of a reader. */
  static CommandFailure of(CardException failure) {
    return new CommandFailure(ExitCode.CARD, failure.getMessage(), failure);
  }

  /** The same failure of the folder with the cards. */
  static CommandFailure of(ShelfException failure) {
    return new CommandFailure(ExitCode.CARD, failure.getMessage(), failure);
  }

  private static ExitCode codeOf(EngineException.Reason reason) {
    return switch (reason) {
      case PIN_REQUIRED, PIN_BLOCKED -> ExitCode.PIN;
      default -> ExitCode.CARD;
    };
  }

  private static String sentence(WtlsException failure) {
    boolean noCommonGround =
        failure instanceof HandshakeException refusal
            && refusal.alert().equals(OptionalInt.of(HANDSHAKE_FAILURE));
    return noCommonGround
        ? failure.getMessage()
            + " It may have no suite in common, or no certificate from the roots trusted here."
        : failure.getMessage();
  }

  private static ExitCode codeOf(WtlsException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WimException card) {
        return codeOf(card.reason());
      }
    }
    if (failure instanceof UnreachableException || failure instanceof ConnectionClosedException) {
      return ExitCode.UNREACHABLE;
    }
    if (failure instanceof UntrustedServerException) {
      return ExitCode.UNTRUSTED;
    }
    if (failure instanceof HandshakeException) {
      return ExitCode.REFUSED;
    }
    return failure instanceof EngineUnavailableException
        ? ExitCode.ENVIRONMENT
        : ExitCode.INTERNAL_ERROR;
  }

  ExitCode code() {
    return code;
  }
}
