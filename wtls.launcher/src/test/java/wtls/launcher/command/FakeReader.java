package wtls.launcher.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import wtls.api.card.CardException;
import wtls.api.card.PinEntry;
import wtls.api.engine.Embodiment;
import wtls.api.trace.CardTap;
import wtls.card.simulator.CardFolder;
import wtls.card.simulator.CardOptions;
import wtls.card.simulator.CardShelf;
import wtls.card.simulator.ShelfException;
import wtls.card.simulator.SimulatedCard;
import wtls.card.simulator.SimulatedReader;
import wtls.card.transport.DecoratedSlot;
import wtls.card.transport.TappedTransport;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;
import wtls.launcher.service.CardReader;
import wtls.launcher.service.CardSettings;
import wtls.launcher.service.ServiceException;

/** A reader without a framework: simulated cards that are real, engines that are names. */
final class FakeReader implements CardReader, SimulatedReader {
  private final CardSettings settings;
  private final List<PinEntry> pins;
  private final List<CardTap> taps;
  private final Runnable closing;
  private final Map<String, SimulatedCard> powered = new HashMap<>();

  FakeReader(CardSettings settings, List<PinEntry> pins, List<CardTap> taps, Runnable closing) {
    this.closing = closing;
    this.settings = settings;
    this.pins = pins;
    this.taps = taps;
  }

  @Override
  public SimulatedReader service() {
    return this;
  }

  @Override
  public WimCard card(String slot) throws ServiceException {
    String name = slot.substring(settings.reader().length() + 1);
    try {
      insert(name);
      DecoratedSlot tapped =
          new DecoratedSlot(
              powered.get(name),
              card -> new TappedTransport(card, slot, () -> List.copyOf(taps), System::nanoTime));
      return WimCard.open(tapped, () -> pins);
    } catch (ShelfException | CardException | WimException e) {
      throw new ServiceException(e.getMessage(), e);
    }
  }

  @Override
  public String engine(WimCard card, Embodiment embodiment) {
    return "card-" + embodiment.label();
  }

  @Override
  public String name() {
    return settings.reader();
  }

  @Override
  public CardShelf shelf() {
    return new CardShelf(settings.folder());
  }

  @Override
  public List<String> powered() {
    return List.copyOf(powered.keySet());
  }

  @Override
  public void insert(String card) throws ShelfException, CardException {
    if (!powered.containsKey(card)) {
      CardFolder folder = shelf().card(card).orElseThrow();
      powered.put(
          card,
          SimulatedCard.power(folder, name() + "/" + card, CardOptions.DEFAULT.withoutSync()));
    }
  }

  @Override
  public void pull(String card) {
    powered.remove(card).close();
  }

  @Override
  public void close() {
    powered.values().forEach(SimulatedCard::close);
    closing.run();
  }
}
