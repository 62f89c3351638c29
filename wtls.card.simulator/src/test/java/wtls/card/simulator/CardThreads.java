package wtls.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After each test, no thread of a card or reader may be left, nor a lock on a card. */
final class CardThreads implements AfterEachCallback {
  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(names()).as("threads left").isEmpty();
    assertThat(System.getProperties().stringPropertyNames())
        .as("cards still powered")
        .noneMatch(name -> name.startsWith("wtls.card.simulator.powered:"));
  }

  private static List<String> names() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("wtls-"))
        .toList();
  }
}
