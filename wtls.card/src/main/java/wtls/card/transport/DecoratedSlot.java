package wtls.card.transport;

import java.util.Objects;
import java.util.function.Function;
import wtls.api.card.CardException;
import wtls.api.card.CardSlot;
import wtls.api.card.CardTransport;

/** A slot whose commands go through a decorator. */
public final class DecoratedSlot implements CardSlot {
  private final CardSlot slot;
  private final CardTransport transport;

  /** Puts what {@code decorator} makes of the slot in front of it. */
  public DecoratedSlot(CardSlot slot, Function<CardTransport, CardTransport> decorator) {
    this.slot = Objects.requireNonNull(slot, "slot");
    this.transport = Objects.requireNonNull(decorator.apply(slot), "transport");
  }

  @Override
  public byte[] transmit(byte[] command) throws CardException {
    return transport.transmit(command);
  }

  @Override
  public String reader() {
    return slot.reader();
  }

  @Override
  public byte[] atr() {
    return slot.atr();
  }

  @Override
  public int largestData() {
    return slot.largestData();
  }

  @Override
  public void reset() throws CardException {
    slot.reset();
  }
}
