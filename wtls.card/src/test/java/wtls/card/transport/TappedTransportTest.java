package wtls.card.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wtls.api.card.CardException;
import wtls.api.card.CardException.Reason;
import wtls.api.card.CardTransport;
import wtls.api.trace.CardTap;
import wtls.api.trace.CardTap.Exchange;

class TappedTransportTest {
  private final List<Exchange> seen = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong();

  private TappedTransport tapped(CardTransport card) {
    List<CardTap> taps = List.of(seen::add);
    return new TappedTransport(card, "reader", () -> taps, () -> clock.getAndAdd(1_000));
  }

  @Test
  void tellsSizesAndTimeOfEachExchange() throws CardException {
    byte[] answer = HexFormat.of().parseHex("0102036103");

    assertThat(
            tapped(command -> answer)
                .transmit(new byte[] {(byte) 0x80, 0x2A, (byte) 0x8E, (byte) 0x80, 0x0C}))
        .isSameAs(answer);

    assertThat(seen)
        .containsExactly(
            new Exchange(
                "reader", "PSO CHECKSUM", 0x802A8E80, 5, 5, 0x6103, Duration.ofNanos(1_000)));
  }

  @Test
  void tellsNothingOfCommandsWithoutAnswer() {
    TappedTransport tapped =
        tapped(
            command -> {
              throw new CardException(Reason.REMOVED, "The card is gone.");
            });

    assertThatThrownBy(() -> tapped.transmit(new byte[5])).hasMessage("The card is gone.");
    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "00A404000C, SELECT",
    "8020000108, VERIFY",
    "8022F301, MSE RESTORE",
    "802241B403960100, MSE SET",
    "802241B406830102, MSE SET",
    "802241B432840102, MSE DERIVE KEY",
    "802A860081, PSO ENCIPHER",
    "9014000104, USE",
    "91180201, FINISH",
    "901E0001, FORGET",
    "901E0101, RELEASE",
    "80FF0000, INS FF",
    "90FF0000, INS FF"
  })
  void callsCommandsByTheirNames(String command, String name) throws CardException {
    tapped(c -> new byte[] {(byte) 0x90, 0}).transmit(HexFormat.of().parseHex(command));

    assertThat(seen.get(0).name()).isEqualTo(name);
  }
}
