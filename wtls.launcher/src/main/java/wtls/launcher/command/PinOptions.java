package wtls.launcher.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import wtls.api.card.PinEntry;
import wtls.launcher.card.AskedPins;
import wtls.launcher.card.FilePins;
import wtls.launcher.card.PinFile;

/** Where PINs come from. Never from an argument: other users see those. */
final class PinOptions {
  static final String VARIABLE = "WTLS_PIN_FILE";

  @Option(
      names = "--pin-file",
      paramLabel = "FILE",
      description =
          "Take PINs from this file: the general one in the first line, the one for signatures in"
              + " the second (default: the file named by $WTLS_PIN_FILE, else ask at the terminal).")
  private Path file;

  /** The file that was named; empty when there is none. The caller closes it. */
  Optional<PinFile> file(Surroundings surroundings) throws CommandFailure {
    String named = surroundings.environment().getOrDefault(VARIABLE, "");
    Path path = file != null || named.isEmpty() ? file : Path.of(named);
    return path == null ? Optional.empty() : Optional.of(read(path));
  }

  static PinFile read(Path path) throws CommandFailure {
    try {
      return PinFile.read(path);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.PIN, e.getMessage(), e);
    }
  }

  /** Who gives PINs: the file when there is one, else the person at the terminal. */
  static PinEntry entry(Optional<PinFile> file, Terminal terminal) {
    return file.<PinEntry>map(FilePins::new).orElseGet(() -> new AskedPins(terminal.prompt()));
  }
}
