package wtls.launcher.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import wtls.launcher.card.PinPrompt;
import wtls.launcher.service.Services;

/** Runs commands as a script would, in a home of their own, and keeps what they write. */
final class Console {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Services services;
  private final Path home;

  /** Who answers questions; nobody at first. */
  PinPrompt prompt = PinPrompt.NOBODY;

  Console(Services services, Path home) {
    this.services = services;
    this.home = home;
  }

  /** Runs one command; what an earlier one wrote is forgotten. */
  int run(String... arguments) {
    out.reset();
    err.reset();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            true,
            prompt);
    Map<String, String> environment = Map.of("WTLS_HOME", home.toString());
    return new CommandDispatch(new Surroundings(services, terminal, environment, home))
        .run(arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
