package wtls.launcher.command;

import java.util.OptionalInt;
import wtls.api.client.ConnectionClosedException;
import wtls.api.client.EngineUnavailableException;
import wtls.api.client.HandshakeException;
import wtls.api.client.UnreachableException;
import wtls.api.client.UntrustedServerException;
import wtls.api.client.WtlsException;

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
