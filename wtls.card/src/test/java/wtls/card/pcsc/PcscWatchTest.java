package wtls.card.pcsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wtls.api.card.CardException;
import wtls.api.card.CardException.Reason;
import wtls.api.card.CardSlot;

/** Cards in PC/SC readers come, are used and go; the readers are fakes. */
@Timeout(60)
class PcscWatchTest {
  private static final String EXTENDED = "3B8B018073B001405557544C5333F2";
  private static final String SHORT = "3B8B018073B001005557544C5333B2";
  private static final byte[] COMMAND = {(byte) 0x80, 0x10, 0, 0};

  private final FakeReaders pcsc = new FakeReaders();
  private final BlockingQueue<CardSlot> come = new LinkedBlockingQueue<>();
  private final BlockingQueue<CardSlot> gone = new LinkedBlockingQueue<>();
  private final List<PcscWatch> watches = new ArrayList<>();

  @AfterEach
  void close() {
    watches.forEach(PcscWatch::close);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("wtls-"));
  }

  private PcscWatch watch(boolean exclusive, String... readers) {
    PcscWatch watch = new PcscWatch(pcsc, new ReaderFilter(readers), exclusive, this::publish);
    watches.add(watch);
    return watch;
  }

  private Runnable publish(CardSlot slot) {
    come.add(slot);
    return () -> gone.add(slot);
  }

  private static CardSlot next(BlockingQueue<CardSlot> news) throws InterruptedException {
    CardSlot slot = news.poll(20, TimeUnit.SECONDS);
    assertThat(slot).as("news in time").isNotNull();
    return slot;
  }

  private static void assertFails(Reason reason, String message, ThrowingCallable command) {
    assertThatThrownBy(command)
        .asInstanceOf(type(CardException.class))
        .satisfies(
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e).hasMessage(message);
            });
  }

  @Test
  void makesACardKnownWhileItIsThere() throws Exception {
    FakeReaders.Reader reader = pcsc.add("first");
    pcsc.add("empty");
    watch(true);
    reader.insert(EXTENDED);

    CardSlot slot = next(come);

    assertThat(slot.reader()).isEqualTo("first");
    assertThat(slot.atr()).startsWith(0x3B, 0x8B);
    assertThat(slot.largestData()).isEqualTo(8190);
    assertThat(slot.transmit(COMMAND)).containsExactly(0x80, 0x10, 0, 0, 0x90, 0);
    reader.pull();
    assertThat(next(gone)).isSameAs(slot);
    assertThat(come).isEmpty();
  }

  @Test
  void findsReadersThatComeLater() throws Exception {
    watch(true);
    pcsc.add("late").insert(SHORT);

    assertThat(next(come).largestData()).isEqualTo(255);
  }

  @Test
  void takesOnlyShortCommandsOverT0() throws Exception {
    FakeReaders.Reader reader = new FakeReaders.Reader("old");
    reader.insert(EXTENDED).protocol = "T=0";
    pcsc.readers.add(reader);
    watch(true);

    CardSlot slot = next(come);

    assertThat(slot.largestData()).isEqualTo(255);
    byte[] extended = new byte[7 + 256];
    extended[5] = 1;
    assertFails(
        Reason.TOO_LONG,
        "The card in old takes 255 octets of data at most, not 256: send them in parts.",
        () -> slot.transmit(extended));
  }

  @Test
  void touchesOnlyTheReadersItIsToldTo() throws Exception {
    FakeReaders.EchoCard other = pcsc.add("Other 00 00").insert(SHORT);
    pcsc.add("Phone slot 00 00").insert(SHORT);
    watch(true, "nothing", "Phone*");

    assertThat(next(come).reader()).isEqualTo("Phone slot 00 00");
    watches.forEach(PcscWatch::close);
    assertThat(come).isEmpty();
    assertThat(other.events).isEmpty();
  }

  @Test
  void holdsTheCardUntilItLetsGoAndResetsIt() throws Exception {
    FakeReaders.EchoCard card = pcsc.add("first").insert(SHORT);
    PcscWatch watch = watch(true);
    CardSlot slot = next(come);

    slot.reset();
    watch.close();

    assertThat(card.events)
        .containsExactly("connect", "begin", "end", "reset", "connect", "begin", "end", "reset");
    assertThat(next(gone)).isSameAs(slot);
    assertFails(
        Reason.REMOVED,
        "The card in first was pulled: put it in again.",
        () -> slot.transmit(COMMAND));
  }

  @Test
  void sharesTheCardWhenToldSo() throws Exception {
    FakeReaders.EchoCard card = pcsc.add("first").insert(SHORT);
    PcscWatch watch = watch(false);
    next(come).transmit(COMMAND);

    watch.close();

    assertThat(card.events).containsExactly("connect", "reset");
  }

  @Test
  void givesOneErrorWhenTheCardIsPulledInACommand() throws Exception {
    FakeReaders.Reader reader = pcsc.add("first");
    FakeReaders.EchoCard card = reader.insert(SHORT);
    watch(true);
    CardSlot slot = next(come);
    card.go = new CountDownLatch(1);
    card.begun = new CountDownLatch(1);
    CompletableFuture<byte[]> command =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return slot.transmit(COMMAND);
              } catch (CardException e) {
                throw new CompletionException(e);
              }
            });
    card.begun.await();

    reader.pull();
    card.go.countDown();

    assertThatThrownBy(command::join)
        .cause()
        .asInstanceOf(type(CardException.class))
        .extracting(CardException::reason)
        .isEqualTo(Reason.REMOVED);
    assertThat(next(gone)).isSameAs(slot);
    reader.insert(SHORT);
    assertThat(next(come)).isNotSameAs(slot);
  }

  @Test
  void makesACardThatWasResetByOthersANewOne() throws Exception {
    FakeReaders.EchoCard card = pcsc.add("first").insert(SHORT);
    watch(false);
    CardSlot slot = next(come);
    card.failure = "SCARD_W_RESET_CARD";

    assertFails(
        Reason.REMOVED,
        "The card in first was pulled: put it in again.",
        () -> slot.transmit(COMMAND));
    card.failure = null;

    assertThat(next(gone)).isSameAs(slot);
    assertThat(next(come).transmit(COMMAND)).hasSize(6);
  }

  @Test
  void saysWhatFails() throws Exception {
    FakeReaders.EchoCard card = pcsc.add("first").insert(SHORT);
    watch(true);
    CardSlot slot = next(come);

    card.failure = "SCARD_E_INSUFFICIENT_BUFFER";
    assertFails(
        Reason.TOO_LONG,
        "The card in first got or gave more than the reader takes: send shorter commands.",
        () -> slot.transmit(COMMAND));
    card.failure = "SCARD_E_COMM_DATA_LOST";
    assertFails(
        Reason.MUTE,
        "The card in first does not answer (SCARD_E_COMM_DATA_LOST): pull it and put it in.",
        () -> slot.transmit(COMMAND));
    card.failure = null;
    assertThat(slot.transmit(COMMAND)).hasSize(6);
  }

  @Test
  void takesACardOnceAnotherProgramHasLetGo() throws Exception {
    FakeReaders.Reader reader = new FakeReaders.Reader("first");
    reader.connectFailure = "SCARD_E_SHARING_VIOLATION";
    reader.insert(SHORT);
    pcsc.readers.add(reader);
    pcsc.add("second").insert(SHORT);
    watch(true);
    assertThat(next(come).reader()).isEqualTo("second");

    reader.connectFailure = null;

    assertThat(next(come).reader()).isEqualTo("first");
  }

  @Test
  void answersItselfThatThereAreNoLogicalChannels() throws Exception {
    pcsc.add("first").insert(SHORT);
    watch(true);

    assertThat(next(come).transmit(new byte[] {0, 0x70, 0, 0, 1})).containsExactly(0x6D, 0);
  }

  @Test
  void startsWhereThereIsNoPcscAndTriesAgain() throws Exception {
    pcsc.daemonRuns = false;
    pcsc.add("first").insert(SHORT);
    watch(true);

    pcsc.daemonRuns = true;

    assertThat(next(come).reader()).isEqualTo("first");
  }

  @Test
  void survivesARestartOfTheDaemon() throws Exception {
    pcsc.add("first").insert(SHORT);
    watch(true);
    CardSlot slot = next(come);

    pcsc.endDaemon();
    assertThat(next(gone)).isSameAs(slot);
    pcsc.daemonRuns = true;

    assertThat(next(come)).isNotSameAs(slot);
  }

  @Test
  void endsAlsoWhenTheDaemonIsLostForGood() throws Exception {
    pcsc.renewable = false;
    pcsc.add("first").insert(SHORT);
    watch(true);
    next(come);

    pcsc.endDaemon();

    next(gone);
  }
}
