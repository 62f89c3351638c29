package wtls.card.transport;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import wtls.api.card.CardException;
import wtls.api.card.CardTransport;

/**
 * Counts octets. Put it over {@link JoinedTransport}: GET RESPONSE is then counted for T=0 only,
 * where it belongs.
 */
public final class MeteredTransport implements CardTransport {
  private final CardTransport transport;
  private final AtomicReference<Traffic> traffic = new AtomicReference<>(Traffic.NONE);

  public MeteredTransport(CardTransport transport) {
    this.transport = Objects.requireNonNull(transport, "transport");
  }

  @Override
  public byte[] transmit(byte[] command) throws CardException {
    byte[] answer = transport.transmit(command);
    CommandApdu.parse(command)
        .ifPresent(
            parsed -> {
              traffic.updateAndGet(before -> before.plus(parsed, answer.length));
              parsed.wipe();
            });
    return answer;
  }

  /** What has gone over it so far. */
  public Traffic traffic() {
    return traffic.get();
  }
}
