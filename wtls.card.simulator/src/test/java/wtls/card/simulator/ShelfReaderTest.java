package wtls.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import wtls.api.card.CardException;
import wtls.api.card.CardException.Reason;
import wtls.api.card.CardSlot;

/** The reader, in place of a framework with a list of what it made known. */
@ExtendWith(CardThreads.class)
class ShelfReaderTest {
  private static final CardOptions FAST = CardOptions.DEFAULT.withoutSync();
  private static final long PATIENCE_SECONDS = 20;

  @TempDir Path folder;

  private final List<String> news = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore newsCount = new Semaphore(0);
  private CardShelf shelf;
  private ShelfReader reader;

  @BeforeEach
  void open() throws Exception {
    shelf = new CardShelf(folder);
    shelf.create("alice", CardClass.STORAGE);
    reader = new ShelfReader("simulator", shelf, FAST, this::publish);
  }

  @AfterEach
  void close() {
    reader.close();
  }

  private Runnable publish(CardSlot slot) {
    say("+" + slot.reader());
    return () -> {
      assertThatThrownBy(() -> slot.transmit(new byte[4])).isInstanceOf(CardException.class);
      say("-" + slot.reader());
    };
  }

  private void say(String what) {
    news.add(what);
    newsCount.release();
  }

  private void awaitNews() throws InterruptedException {
    assertThat(newsCount.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("news").isTrue();
  }

  @Test
  void makesACardKnownWhileItIsIn() throws Exception {
    reader.insert("alice");
    reader.insert("alice");

    assertThat(reader.powered()).containsExactly("alice");
    assertThat(shelf.card("alice").orElseThrow().reader()).contains("simulator");
    reader.pull("alice");
    reader.pull("alice");

    assertThat(reader.powered()).isEmpty();
    assertThat(shelf.card("alice").orElseThrow().reader()).isEmpty();
    assertThat(news).containsExactly("+simulator/alice", "-simulator/alice");
  }

  @Test
  void settlesWhatOthersHaveDone() throws Exception {
    shelf.card("alice").orElseThrow().insert("simulator");
    shelf.create("bob", CardClass.FULL).insert("elsewhere");

    assertThat(reader.settle()).isFalse();
    assertThat(reader.powered()).containsExactly("alice");
    shelf.card("alice").orElseThrow().pull();
    reader.settle();

    assertThat(reader.powered()).isEmpty();
  }

  @Test
  void leavesCardsInWhenItEnds() throws Exception {
    reader.insert("alice");

    reader.close();

    assertThat(news).containsExactly("+simulator/alice", "-simulator/alice");
    assertThat(shelf.card("alice").orElseThrow().reader()).contains("simulator");
    assertThatThrownBy(() -> reader.insert("alice"))
        .hasMessage("The reader simulator has stopped: start it first.");
  }

  @Test
  void refusesACardThatIsInAnotherReader() throws Exception {
    shelf.card("alice").orElseThrow().insert("elsewhere");

    assertThatThrownBy(() -> reader.insert("alice"))
        .isInstanceOf(ShelfException.class)
        .hasMessage("The card alice is in the reader elsewhere: pull it there first.");
    assertThatThrownBy(() -> reader.insert("nobody"))
        .isInstanceOf(ShelfException.class)
        .hasMessage("There is no card nobody in " + folder + ": create it first.");
  }

  @Test
  void takesACardOnceTheOtherPhoneHasLetGo() throws Exception {
    CardFolder alice = shelf.card("alice").orElseThrow();
    try (SimulatedCard elsewhere = SimulatedCard.power(alice, "elsewhere", FAST)) {
      assertThat(elsewhere.reader()).isEqualTo("elsewhere");
      assertThatThrownBy(() -> reader.insert("alice"))
          .asInstanceOf(type(CardException.class))
          .extracting(CardException::reason)
          .isEqualTo(Reason.BUSY);
      assertThat(alice.reader()).isEmpty();

      alice.insert("simulator");
      assertThat(reader.settle()).as("worth to try again").isTrue();
    }

    assertThat(reader.settle()).isFalse();
    assertThat(reader.powered()).containsExactly("alice");
  }

  @Test
  void watchesTheShelfUntilItIsClosed() throws Exception {
    try (ShelfWatch watch = new ShelfWatch(shelf, reader::settle)) {
      assertThat(watch).isNotNull();
      shelf.card("alice").orElseThrow().insert("simulator");
      awaitNews();
      shelf.create("bob", CardClass.FULL).insert("simulator");
      awaitNews();
      shelf.card("alice").orElseThrow().pull();
      awaitNews();
    }

    assertThat(news).containsExactly("+simulator/alice", "+simulator/bob", "-simulator/alice");
  }
}
