package wtls.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import wtls.api.card.CardException;
import wtls.api.card.CardException.Reason;

/** Cards in files: they outlive processes, however those end, and are in one phone at a time. */
@ExtendWith(CardThreads.class)
class KeptCardTest {
  private static final String BUSY = "The card alice is in another phone: pull it there first.";

  @TempDir Path shelf;

  private CardFolder folder;

  @BeforeEach
  void create() throws Exception {
    folder = new CardShelf(shelf).create("alice", CardClass.FULL);
  }

  private void assertBusy() {
    assertThatThrownBy(() -> SimulatedCard.power(folder, "reader", CardOptions.DEFAULT))
        .asInstanceOf(type(CardException.class))
        .satisfies(
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.BUSY);
              assertThat(e).hasMessage(BUSY);
            });
  }

  @Test
  void remembersWhatWasWrittenWhenItIsPowered() throws Exception {
    byte[] data = {1, 2, 3};
    try (SimulatedCard card = CardProcess.probe(folder)) {
      card.transmit(Apdu.with(ProbeApplet.WRITE, data));
    }

    try (SimulatedCard card = CardProcess.probe(folder)) {
      assertThat(Apdu.data(card.transmit(Apdu.expecting(ProbeApplet.READ, 0, 3)))).isEqualTo(data);
    }
  }

  @Test
  void isInOnePhoneOfAProcessAtATime() throws Exception {
    try (SimulatedCard card = CardProcess.probe(folder)) {
      assertBusy();

      // A lock of the process must not have gone with the attempt.
      assertBusyElsewhere();
      assertThat(card.transmit(Apdu.with(ProbeApplet.ECHO, new byte[1]))).hasSize(3);
    }
    SimulatedCard.power(folder, "reader", CardOptions.DEFAULT).close();
  }

  private void assertBusyElsewhere() throws Exception {
    try (CardProcess other = CardProcess.that("powers", folder)) {
      assertThat(other.says()).isEqualTo(BUSY);
    }
  }

  @Test
  void isFreeWhenTheOtherProcessHasDied() throws Exception {
    try (CardProcess other = CardProcess.that("powers", folder)) {
      assertThat(other.hasPower()).isTrue();
      assertBusy();

      other.kill();
    }
    SimulatedCard.power(folder, "reader", CardOptions.DEFAULT).close();
  }

  @Test
  void isAsAfterACutOfPowerWhenItsProcessIsKilled() throws Exception {
    for (int round = 0; round < 3; round++) {
      byte answered = answeredBeforeTheKill();

      byte[] kept = kept();
      // Written one after the other: the next value so far, the answered one behind it.
      byte last = kept[CardProcess.WRITTEN - 1];
      byte first = kept[0];
      assertThat(last)
          .as("the last write, or the one that was under way")
          .isIn(answered, (byte) (answered + 1));
      assertThat(first).isIn(last, (byte) (last + 1));
      int at = 0;
      while (at < CardProcess.WRITTEN && kept[at] == first) {
        at++;
      }
      for (; at < CardProcess.WRITTEN; at++) {
        assertThat(kept[at]).as("octet %d", at).isEqualTo(last);
      }
    }
  }

  private byte answeredBeforeTheKill() throws Exception {
    try (CardProcess other = CardProcess.that("writes", folder)) {
      assertThat(other.hasPower()).isTrue();
      byte answered = 0;
      while (answered < 100) {
        answered = Byte.parseByte(other.says());
      }
      other.kill();
      for (String said = other.says(); said != null; said = other.says()) {
        answered = Byte.parseByte(said);
      }
      return answered;
    }
  }

  private byte[] kept() throws CardException {
    try (SimulatedCard card = CardProcess.probe(folder)) {
      return Apdu.data(card.transmit(Apdu.expecting(ProbeApplet.READ, 0, CardProcess.WRITTEN)));
    }
  }

  @Test
  void saysThatItsMemoryIsNone() throws Exception {
    Files.write(folder.path().resolve("memory"), new byte[7]);

    assertThatThrownBy(() -> SimulatedCard.power(folder, "reader", CardOptions.DEFAULT))
        .asInstanceOf(type(CardException.class))
        .satisfies(
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.MUTE);
              assertThat(e)
                  .hasMessage(
                      "The memory of the card alice cannot be used: it has 7 octets, not 32767");
            });
  }
}
