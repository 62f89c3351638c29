package wtls.launcher.service;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.util.tracker.ServiceTracker;
import wtls.api.client.WtlsClient;
import wtls.api.engine.Embodiment;
import wtls.api.engine.SecurityEngine;
import wtls.card.simulator.SimulatedReader;
import wtls.card.wim.WimCard;

/** A reader that goes with its configuration, and the services that come of its cards. */
final class ConfiguredReader implements CardReader {
  /** A card is opened, and its engines are made, by other threads. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final long POLL_MILLIS = 5;

  private final BundleContext context;
  private final Lease<SimulatedReader> lease;
  private final ConfiguredService configured;
  private final Configuration configuration;
  private final Queue<ServiceTracker<?, ?>> trackers = new ConcurrentLinkedQueue<>();

  ConfiguredReader(
      BundleContext context,
      Lease<SimulatedReader> lease,
      ConfiguredService configured,
      Configuration configuration) {
    this.context = context;
    this.lease = lease;
    this.configured = configured;
    this.configuration = configuration;
  }

  @Override
  public SimulatedReader service() {
    return lease.service();
  }

  @Override
  public WimCard card(String slot) throws ServiceException, InterruptedException {
    ServiceTracker<WimCard, WimCard> tracker =
        await(WimCard.class, "(" + WimCard.READER + "=" + escaped(slot) + ")");
    WimCard card = tracker.getService();
    if (card == null) {
      throw new ServiceException(
          "The card in " + slot + " cannot be used: run it with --verbose to see why.");
    }
    return card;
  }

  @Override
  public String engine(WimCard card, Embodiment embodiment)
      throws ServiceException, InterruptedException {
    ServiceTracker<SecurityEngine, SecurityEngine> tracker =
        await(
            SecurityEngine.class,
            "(&("
                + SecurityEngine.CARD_SERIAL
                + "="
                + card.serial()
                + ")("
                + SecurityEngine.EMBODIMENT
                + "="
                + embodiment.label()
                + "))");
    ServiceReference<SecurityEngine> reference = tracker.getServiceReference();
    if (reference == null || !isTakenUp(reference)) {
      throw new ServiceException(
          "There is no "
              + embodiment.label()
              + " engine for "
              + card
              + ": run it with --verbose to see why.");
    }
    return (String) reference.getProperty(SecurityEngine.NAME);
  }

  /** Whether the core has it in use: listeners hear of a service in no order. */
  private synchronized boolean isTakenUp(ServiceReference<SecurityEngine> engine)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Bundle core = context.getServiceReference(WtlsClient.class).getBundle();
    while (!List.of(usersOf(engine)).contains(core)) {
      if (System.nanoTime() > end) {
        return false;
      }
      wait(POLL_MILLIS);
    }
    return true;
  }

  private static Bundle[] usersOf(ServiceReference<?> service) {
    Bundle[] users = service.getUsingBundles();
    return users == null ? new Bundle[0] : users;
  }

  private <S> ServiceTracker<S, S> await(Class<S> type, String filter) throws InterruptedException {
    try {
      String whole = "(&(" + Constants.OBJECTCLASS + "=" + type.getName() + ")" + filter + ")";
      ServiceTracker<S, S> tracker =
          new ServiceTracker<>(context, FrameworkUtil.createFilter(whole), null);
      trackers.add(tracker);
      tracker.open();
      tracker.waitForService(PATIENCE.toMillis());
      return tracker;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String escaped(String value) {
    return value.replaceAll("[\\\\*()]", "\\\\$0");
  }

  @Override
  public void close() {
    trackers.forEach(ServiceTracker::close);
    lease.close();
    configured.remove(configuration);
  }
}
