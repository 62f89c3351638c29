package wtls.card.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import wtls.api.card.CardException;
import wtls.api.card.CardTransport;

/**
 * Keeps every command and response: for golden traces, and for searching them for secrets. Keeps
 * secrets too, so for tests only.
 */
public final class TracedTransport implements CardTransport {
  private final CardTransport transport;
  private final List<Trace.Exchange> exchanges = new ArrayList<>();

  public TracedTransport(CardTransport transport) {
    this.transport = Objects.requireNonNull(transport, "transport");
  }

  @Override
  public byte[] transmit(byte[] command) throws CardException {
    byte[] sent = command.clone();
    byte[] answer = transport.transmit(command);
    synchronized (exchanges) {
      exchanges.add(new Trace.Exchange(sent, answer.clone()));
    }
    return answer;
  }

  /** What has been exchanged so far. */
  public Trace trace() {
    synchronized (exchanges) {
      return new Trace(exchanges);
    }
  }

  /** Begins anew. */
  public void clear() {
    synchronized (exchanges) {
      exchanges.clear();
    }
  }
}
