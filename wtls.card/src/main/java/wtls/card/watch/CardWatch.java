package wtls.card.watch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import wtls.api.card.CardSlot;
import wtls.api.card.PinEntry;
import wtls.api.trace.CardTap;
import wtls.card.transport.DecoratedSlot;
import wtls.card.transport.TappedTransport;
import wtls.card.wim.WimCard;

/**
 * Opens the card in each slot on a thread of its own, since a card may think for long, and
 * registers it as a {@link WimCard} service. When the slot goes, the service goes first, so that
 * engines let go of the card, and then the card is closed.
 */
@Component(
    service = {},
    immediate = true)
public final class CardWatch {
  private final BundleContext context;
  private final Map<CardSlot, InsertedCard> cards =
      Collections.synchronizedMap(new IdentityHashMap<>());

  private final Map<ServiceReference<PinEntry>, PinEntry> pinEntries = new ConcurrentHashMap<>();

  private final Set<CardTap> taps = ConcurrentHashMap.newKeySet();

  @Activate
  public CardWatch(BundleContext context) {
    this.context = context;
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindPinEntry(PinEntry entry, ServiceReference<PinEntry> reference) {
    pinEntries.put(reference, entry);
  }

  void unbindPinEntry(ServiceReference<PinEntry> reference) {
    pinEntries.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindTap(CardTap tap) {
    taps.add(tap);
  }

  void unbindTap(CardTap tap) {
    taps.remove(tap);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindSlot(CardSlot slot) {
    InsertedCard card = new InsertedCard(tapped(slot), context, this::pinEntries);
    cards.put(slot, card);
    card.start();
  }

  void unbindSlot(CardSlot slot) {
    InsertedCard card = cards.remove(slot);
    if (card != null) {
      card.remove();
    }
  }

  private CardSlot tapped(CardSlot slot) {
    return new DecoratedSlot(
        slot,
        transport -> new TappedTransport(transport, slot.reader(), () -> taps, System::nanoTime));
  }

  /** Service references order themselves by ranking, lowest first. */
  private List<PinEntry> pinEntries() {
    return pinEntries.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Deactivate
  void deactivate() {
    List<InsertedCard> left;
    synchronized (cards) {
      left = new ArrayList<>(cards.values());
      cards.clear();
    }
    left.forEach(InsertedCard::remove);
  }
}
