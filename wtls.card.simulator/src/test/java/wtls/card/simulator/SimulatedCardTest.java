package wtls.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import wtls.api.card.CardException;
import wtls.api.card.CardException.Reason;
import wtls.card.applet.Memory;

/** A powered card, whatever its applet is. */
@ExtendWith(CardThreads.class)
class SimulatedCardTest {
  private HeapMemory memory;
  private SimulatedCard card;

  @BeforeEach
  void power() throws CardException {
    memory = new HeapMemory(Memory.SIZE);
    card = SimulatedCard.of(ProbeApplet.class, memory, CardOptions.DEFAULT);
  }

  @AfterEach
  void pull() {
    card.pull();
  }

  private SimulatedCard replace(CardOptions options) throws CardException {
    card.pull();
    memory = new HeapMemory(Memory.SIZE);
    card = SimulatedCard.of(ProbeApplet.class, memory, options);
    return card;
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

  private static byte[] octets(int length) {
    byte[] octets = new byte[length];
    new Random(length).nextBytes(octets);
    return octets;
  }

  @Test
  void answersShortAndExtendedCommands() throws CardException {
    for (int length : new int[] {1, 255, 256, 8190, 32767}) {
      byte[] data = octets(length);

      byte[] response = card.transmit(Apdu.with(ProbeApplet.ECHO, data));

      assertThat(Apdu.status(response)).as("%d octets", length).isEqualTo("9000");
      assertThat(Apdu.data(response)).isEqualTo(data);
    }
  }

  @Test
  void leavesTheCommandToItsCaller() throws CardException {
    byte[] command = Apdu.with(ProbeApplet.ECHO, octets(20));
    byte[] copy = command.clone();

    card.transmit(command);

    assertThat(command).isEqualTo(copy);
  }

  @Test
  void refusesDataThatAShortApduCannotCarry() throws CardException {
    SimulatedCard small = replace(CardOptions.DEFAULT.withShortApdus());

    assertThat(small.largestData()).isEqualTo(255);
    assertThat(Apdu.status(small.transmit(Apdu.with(ProbeApplet.ECHO, octets(255)))))
        .isEqualTo("9000");
    assertFails(
        Reason.TOO_LONG,
        "The card ProbeApplet takes short commands with 255 octets of data at most, not 256: send"
            + " them in parts.",
        () -> small.transmit(Apdu.with(ProbeApplet.ECHO, octets(256))));
  }

  @Test
  void refusesMoreDataThanItWasGiven() throws CardException {
    SimulatedCard small = replace(new CardOptions(1000, false, false));

    assertFails(
        Reason.TOO_LONG,
        "The card ProbeApplet takes 1000 octets of data at most, not 1001: send them in parts.",
        () -> small.transmit(Apdu.with(ProbeApplet.ECHO, octets(1001))));
  }

  @Test
  void answersWrongLengthToWhatIsNoCommand() throws CardException {
    assertThat(Apdu.status(card.transmit(new byte[] {(byte) 0x80, 0x10}))).isEqualTo("6700");
    assertThat(Apdu.status(card.transmit(new byte[0]))).isEqualTo("6700");
    assertThat(Apdu.status(card.transmit(Apdu.hex("8010000005 0102")))).isEqualTo("6700");
  }

  @Test
  void saysWhatItIsInItsAnswerToReset() throws CardException {
    try (SimulatedCard full = SimulatedCard.inMemory(CardClass.FULL, CardOptions.DEFAULT)) {
      assertThat(full.atr()).isEqualTo(Apdu.hex("3B8B01 80 73B00140 5557544C5333 F2"));
    }
    CardOptions t0 = CardOptions.DEFAULT.withT0();
    try (SimulatedCard storage = SimulatedCard.inMemory(CardClass.STORAGE, t0)) {
      assertThat(storage.atr()).isEqualTo(Apdu.hex("3B0B 80 73B00100 5557544C5331"));
    }
  }

  @Test
  void remembersOverAResetWhatWasWritten() throws CardException {
    byte[] data = octets(30);
    card.transmit(Apdu.with(ProbeApplet.WRITE, data));

    card.reset();

    assertThat(Apdu.data(card.transmit(Apdu.expecting(ProbeApplet.READ, 0, 30)))).isEqualTo(data);
    assertThat(card.writes()).isEqualTo(30);
  }

  @Test
  void isMuteFromTheWriteOnThatPowerWasCutAt() throws CardException {
    byte[] data = octets(30);
    card.cutPowerAtWrite(11);

    assertFails(
        Reason.MUTE,
        "The power of the card ProbeApplet was cut: reset it.",
        () -> card.transmit(Apdu.with(ProbeApplet.WRITE, data)));
    assertFails(
        Reason.MUTE,
        "The power of the card ProbeApplet was cut: reset it.",
        () -> card.transmit(Apdu.command(ProbeApplet.ECHO)));
    card.reset();

    byte[] kept = Apdu.data(card.transmit(Apdu.expecting(ProbeApplet.READ, 0, 30)));
    assertThat(kept).startsWith(java.util.Arrays.copyOf(data, 10));
    assertThat(java.util.Arrays.copyOfRange(kept, 10, 30)).containsOnly(0);
    assertThat(card.writes()).isEqualTo(10);
  }

  @Test
  void answersThatSomethingIsWrongWhenTheAppletBreaksDown() throws CardException {
    assertThat(Apdu.status(card.transmit(Apdu.command(ProbeApplet.BREAK)))).isEqualTo("6F00");
    assertThat(Apdu.status(card.transmit(Apdu.with(ProbeApplet.ECHO, octets(3)))))
        .isEqualTo("9000");
  }

  @Test
  void tellsTheCallerOfACommandAtOnceThatTheCardWasPulled() throws Exception {
    ProbeApplet.Hang hang = ProbeApplet.Hang.prepare();
    CompletableFuture<byte[]> command = transmitLater(ProbeApplet.HANG);
    hang.begun().await();
    CompletableFuture<byte[]> waiting = transmitLater(ProbeApplet.ECHO);

    CompletableFuture<Void> pull = CompletableFuture.runAsync(card::pull);

    // The card still computes: only its release lets the pull end.
    assertRemoved(command);
    assertRemoved(waiting);
    assertThat(pull).isNotDone();
    hang.go().release();
    pull.join();
    assertThat(card.writes()).as("octets written after the pull").isZero();
    assertFails(
        Reason.REMOVED,
        "The card ProbeApplet was pulled: put it in again.",
        () -> card.transmit(Apdu.command(ProbeApplet.ECHO)));
    assertFails(
        Reason.REMOVED, "The card ProbeApplet was pulled: put it in again.", () -> card.reset());
  }

  private CompletableFuture<byte[]> transmitLater(int ins) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return card.transmit(Apdu.command(ins));
          } catch (CardException e) {
            throw new CompletionException(e);
          }
        },
        // Each on a thread of its own: the common pool has too few here.
        work -> new Thread(work).start());
  }

  private static void assertRemoved(CompletableFuture<byte[]> command) {
    assertThatThrownBy(command::join)
        .cause()
        .asInstanceOf(type(CardException.class))
        .extracting(CardException::reason)
        .isEqualTo(Reason.REMOVED);
  }

  @Test
  void answersEachOfManyThreadsItsOwn() {
    List<CompletableFuture<Void>> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] own = octets(100 + i);
      callers.add(CompletableFuture.runAsync(() -> echoOften(own)));
    }
    callers.forEach(CompletableFuture::join);
  }

  private void echoOften(byte[] data) {
    try {
      for (int i = 0; i < 500; i++) {
        assertThat(Apdu.data(card.transmit(Apdu.with(ProbeApplet.ECHO, data)))).isEqualTo(data);
      }
    } catch (CardException e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void runsTheAppletOfEachClass() throws CardException {
    for (CardClass cardClass : CardClass.values()) {
      try (SimulatedCard own = SimulatedCard.inMemory(cardClass, CardOptions.DEFAULT)) {
        for (String aid : List.of("A000000063504B43532D3135", "A0000000635741502D57494D")) {
          assertThat(Apdu.status(own.transmit(Apdu.hex("00A404000C" + aid)))).isEqualTo("9000");
        }
        assertThat(Apdu.status(own.transmit(Apdu.hex("00A4040005A000000003"))))
            .isNotEqualTo("9000");
      }
    }
  }
}
