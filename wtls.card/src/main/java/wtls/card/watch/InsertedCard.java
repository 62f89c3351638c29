package wtls.card.watch;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.api.card.CardSlot;
import wtls.api.card.PinEntry;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;

/** One slot's card, from its insertion to its removal. */
final class InsertedCard {
  private static final Logger LOG = LoggerFactory.getLogger(InsertedCard.class);

  private final CardSlot slot;
  private final BundleContext context;
  private final Supplier<List<PinEntry>> pinEntries;
  private final Thread opener;
  private volatile boolean removed;

  // Written by the opener, read when it has ended.
  private WimCard card;
  private ServiceRegistration<WimCard> registration;

  InsertedCard(CardSlot slot, BundleContext context, Supplier<List<PinEntry>> pinEntries) {
    this.slot = slot;
    this.context = context;
    this.pinEntries = pinEntries;
    this.opener = new Thread(this::open, "wtls-card " + slot.reader());
    opener.setDaemon(true);
  }

  void start() {
    opener.start();
  }

  private void open() {
    WimCard opened;
    try {
      opened = WimCard.open(slot, pinEntries);
    } catch (WimException e) {
      LOG.warn("No use can be made of the card in {}: {}", slot.reader(), e.getMessage());
      return;
    }
    card = opened;
    if (!removed) {
      register(opened);
    }
  }

  private void register(WimCard opened) {
    try {
      registration = context.registerService(WimCard.class, opened, properties(opened));
      LOG.info("Inserted: {}", opened);
    } catch (IllegalStateException e) {
      LOG.debug("The bundle stops while {} is opened", opened);
    }
  }

  private static Dictionary<String, Object> properties(WimCard card) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(WimCard.SERIAL, card.serial());
    properties.put(WimCard.CLASS, card.cardClass());
    properties.put(WimCard.READER, card.readerName());
    properties.put(WimCard.LABEL, card.label());
    return properties;
  }

  /**
   * Waits for the thread that opens the card, takes the service back, and closes the card: in this
   * order, so that engines can let go of it first.
   */
  void remove() {
    removed = true;
    awaitOpener();
    if (registration != null) {
      unregister(registration);
    }
    if (card != null) {
      card.close();
      LOG.info("Removed: {}", card);
    }
  }

  private static void unregister(ServiceRegistration<WimCard> registered) {
    try {
      registered.unregister();
    } catch (IllegalStateException e) {
      // The framework did it when the bundle stopped.
      LOG.debug("The service was gone already", e);
    }
  }

  /** Opening takes few commands, and when the slot has gone the one under way ends at once. */
  private void awaitOpener() {
    if (Thread.currentThread() == opener) {
      // Who heard of the service has the slot removed.
      return;
    }
    boolean interrupted = false;
    while (opener.isAlive()) {
      try {
        opener.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
