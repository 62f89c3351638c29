package wtls.card.transport;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import wtls.api.card.CardException;
import wtls.api.card.CardTransport;
import wtls.api.trace.CardTap;
import wtls.api.trace.CardTap.Exchange;

/**
 * Tells taps of each exchange that got an answer, GET RESPONSE and the parts of long commands
 * included: what crosses the reader.
 */
public final class TappedTransport implements CardTransport {
  private static final int HEADER = 4;
  private static final int STATUS = 2;

  private final CardTransport transport;
  private final String reader;
  private final Supplier<? extends Iterable<CardTap>> taps;
  private final LongSupplier nanoTime;

  /**
   * Tells of what goes to {@code transport}.
   *
   * @param reader the reader's name
   * @param taps those that are to be told, asked each time
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  public TappedTransport(
      CardTransport transport,
      String reader,
      Supplier<? extends Iterable<CardTap>> taps,
      LongSupplier nanoTime) {
    this.transport = Objects.requireNonNull(transport, "transport");
    this.reader = Objects.requireNonNull(reader, "reader");
    this.taps = Objects.requireNonNull(taps, "taps");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
  }

  @Override
  public byte[] transmit(byte[] command) throws CardException {
    long start = nanoTime.getAsLong();
    byte[] answer = transport.transmit(command);
    Duration time = Duration.ofNanos(nanoTime.getAsLong() - start);
    if (command.length >= HEADER && answer.length >= STATUS) {
      tell(command, answer, time);
    }
    return answer;
  }

  private void tell(byte[] command, byte[] answer, Duration time) {
    Exchange exchange = null;
    for (CardTap tap : taps.get()) {
      if (exchange == null) {
        exchange = exchange(command, answer, time);
      }
      tap.exchanged(exchange);
    }
  }

  private Exchange exchange(byte[] command, byte[] answer, Duration time) {
    int header = 0;
    for (int i = 0; i < HEADER; i++) {
      header = header << 8 | command[i] & 0xFF;
    }
    StatusWord status = StatusWord.at(answer, answer.length - STATUS);
    return new Exchange(
        reader,
        CommandNames.of(command),
        header,
        command.length,
        answer.length,
        status.value(),
        time);
  }
}
