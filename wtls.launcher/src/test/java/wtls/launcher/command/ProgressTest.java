package wtls.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import wtls.launcher.card.PinPrompt;

class ProgressTest {
  private static final String ERASE_LINE = "\r\u001b[K";

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @Test
  void showsNothingForWhatEndsWithinTwoSeconds() {
    try (Progress progress = progress(true)) {
      progress.tick();
    }

    assertThat(shown()).isEmpty();
  }

  @Test
  void showsWhatTakesLongerAndClearsTheLineAtItsEnd() {
    Progress progress = progress(true);
    progress.tick();
    progress.tick();
    progress.tick();
    assertThat(shown()).isEqualTo(ERASE_LINE + "connecting, 2 s" + ERASE_LINE + "connecting, 3 s");

    progress.close();
    assertThat(shown()).endsWith("3 s" + ERASE_LINE);

    progress.tick();
    assertThat(shown()).endsWith("3 s" + ERASE_LINE);
  }

  @Test
  void countsAnewForWhatComesNext() {
    try (Progress progress = progress(true)) {
      progress.tick();
      progress.tick();
      progress.now("fetching");
      progress.tick();
      assertThat(shown()).isEqualTo(ERASE_LINE + "connecting, 2 s" + ERASE_LINE);

      progress.tick();
      assertThat(shown()).endsWith(ERASE_LINE + "fetching, 2 s");
    }
  }

  private Progress progress(boolean attached) {
    PrintStream stream = new PrintStream(shown, true, StandardCharsets.UTF_8);
    return Progress.of(
        new Terminal(stream, stream, attached, true, PinPrompt.NOBODY), "connecting");
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }
}
