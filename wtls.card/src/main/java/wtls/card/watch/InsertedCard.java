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
  private WimCard card;
  private ServiceRegistration<WimCard> registration;
  private boolean removed;

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
    synchronized (this) {
      card = opened;
      if (removed) {
        opened.close();
        return;
      }
    }
    register(opened);
  }

  /** Without a lock: who hears of the service may be long about it. */
  private void register(WimCard opened) {
    ServiceRegistration<WimCard> registered;
    try {
      registered = context.registerService(WimCard.class, opened, properties(opened));
    } catch (IllegalStateException e) {
      LOG.debug("The bundle stops while {} is opened", opened);
      opened.close();
      return;
    }
    synchronized (this) {
      if (!removed) {
        registration = registered;
        LOG.info("Inserted: {}", opened);
        return;
      }
    }
    unregister(registered);
  }

  private static Dictionary<String, Object> properties(WimCard card) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(WimCard.SERIAL, card.serial());
    properties.put(WimCard.CLASS, card.cardClass());
    properties.put(WimCard.READER, card.readerName());
    properties.put(WimCard.LABEL, card.label());
    return properties;
  }

  /** Takes the service back, closes the card, and waits for the thread that opened it. */
  void remove() {
    ServiceRegistration<WimCard> registered;
    WimCard opened;
    synchronized (this) {
      removed = true;
      registered = registration;
      registration = null;
      opened = card;
    }
    if (registered != null) {
      unregister(registered);
    }
    if (opened != null) {
      opened.close();
      LOG.info("Removed: {}", opened);
    }
    awaitOpener();
  }

  private static void unregister(ServiceRegistration<WimCard> registered) {
    try {
      registered.unregister();
    } catch (IllegalStateException e) {
      // The framework did it when the bundle stopped.
      LOG.debug("The service was gone already", e);
    }
  }

  /** Its slot has gone, so that a command under way ends soon. */
  private void awaitOpener() {
    if (Thread.currentThread() == opener) {
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
