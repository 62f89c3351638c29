package wtls.card.transport;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import wtls.api.card.CardException;
import wtls.api.card.CardTransport;

/** Takes the time of commands, by instruction. */
public final class TimedTransport implements CardTransport {
  private final CardTransport transport;
  private final LongSupplier nanoTime;
  private final Map<Integer, Times> times = new TreeMap<>();

  /**
   * Of one kind of command.
   *
   * @param count how many
   * @param total nanoseconds together
   * @param longest nanoseconds of the slowest
   */
  public record Times(long count, long total, long longest) {
    private Times plus(long nanos) {
      return new Times(count + 1, total + nanos, Math.max(longest, nanos));
    }
  }

  /** Times with the machine's clock. */
  public TimedTransport(CardTransport transport) {
    this(transport, System::nanoTime);
  }

  /** Times with {@code nanoTime}, for tests. */
  public TimedTransport(CardTransport transport, LongSupplier nanoTime) {
    this.transport = Objects.requireNonNull(transport, "transport");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
  }

  @Override
  public byte[] transmit(byte[] command) throws CardException {
    long start = nanoTime.getAsLong();
    try {
      return transport.transmit(command);
    } finally {
      add(command, nanoTime.getAsLong() - start);
    }
  }

  private synchronized void add(byte[] command, long nanos) {
    int kind = command.length < 2 ? 0 : (command[0] & 0xF0) << 8 | command[1] & 0xFF;
    times.merge(kind, new Times(1, nanos, nanos), (before, ignored) -> before.plus(nanos));
  }

  /** A snapshot; keys are class (without channel) and instruction, as in 8020. */
  public synchronized Map<Integer, Times> times() {
    return new TreeMap<>(times);
  }
}
