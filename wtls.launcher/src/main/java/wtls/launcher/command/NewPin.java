package wtls.launcher.command;

import java.util.Arrays;
import java.util.Optional;

/** A new PIN, typed twice. */
final class NewPin {
  private NewPin() {}

  /** Asks until it has been typed twice alike; the caller wipes it. */
  static byte[] ask(Terminal terminal, String what) throws CommandFailure {
    while (true) {
      byte[] first = once(terminal, what + ": ");
      byte[] second = once(terminal, "the same again: ");
      boolean alike = Arrays.equals(first, second);
      Arrays.fill(second, (byte) 0);
      if (alike) {
        return first;
      }
      Arrays.fill(first, (byte) 0);
      terminal.say("these two were different");
    }
  }

  private static byte[] once(Terminal terminal, String question) throws CommandFailure {
    Optional<byte[]> typed = terminal.prompt().ask(question);
    return typed.orElseThrow(
        () ->
            new CommandFailure(
                ExitCode.PIN, "No PIN was given; name a file with it, or type it at a terminal."));
  }
}
