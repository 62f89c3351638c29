package wtls.card.engine;

import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.SecurityEngine;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;

/**
 * Keeps one engine in service for each card that suits it: registered when the card comes,
 * unregistered and wiped when it goes. The first one has the plain name; those of further cards
 * have their card's serial number behind it. Safe for use from any thread.
 */
public final class EngineRoster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineRoster.class);
  private static final String VENDOR = "WTLS project";

  /** Makes engines. */
  @FunctionalInterface
  public interface Maker {

    /**
     * An engine over this card.
     *
     * @param name its unique name
     * @return empty when the card does not suit such an engine
     */
    Optional<CardEngine> make(WimCard card, String name) throws WimException, EngineException;
  }

  private record InService(
      String name, CardEngine engine, ServiceRegistration<SecurityEngine> registration) {}

  private final BundleContext bundle;
  private final String name;
  private final Maker maker;
  private final Map<WimCard, InService> engines = new HashMap<>();
  private int ranking;

  /**
   * Nothing is in service yet.
   *
   * @param name the engines' plain name, for example {@code card-crypto}
   */
  public EngineRoster(BundleContext bundle, String name, int ranking, Maker maker) {
    this.bundle = Objects.requireNonNull(bundle, "bundle");
    this.name = Objects.requireNonNull(name, "name");
    this.maker = Objects.requireNonNull(maker, "maker");
    this.ranking = ranking;
  }

  /** A card has come: puts an engine into service if it suits. Reads the card. */
  public synchronized void add(WimCard card) {
    try {
      Optional<CardEngine> made = maker.make(card, freeName(card));
      if (made.isPresent()) {
        EngineProfile profile = made.get().profile();
        engines.put(
            card,
            new InService(
                profile.name(),
                made.get(),
                bundle.registerService(SecurityEngine.class, made.get(), properties(profile))));
      }
    } catch (WimException | EngineException e) {
      LOG.warn("No {} engine for {}: {}", name, card, e.getMessage());
    }
  }

  /**
   * A card has gone: takes its engine out of service, waits until the core has let go of it, and
   * wipes it.
   */
  public void remove(WimCard card) {
    InService gone;
    synchronized (this) {
      gone = engines.remove(card);
    }
    if (gone != null) {
      retire(gone);
    }
  }

  /** Gives all engines, those to come too, another service ranking. */
  public synchronized void rank(int newRanking) {
    ranking = newRanking;
    for (InService each : engines.values()) {
      each.registration().setProperties(properties(each.engine().profile()));
    }
  }

  /** Takes all engines out of service and wipes them. Idempotent. */
  @Override
  public void close() {
    List<InService> all;
    synchronized (this) {
      all = List.copyOf(engines.values());
      engines.clear();
    }
    all.forEach(EngineRoster::retire);
  }

  private static void retire(InService gone) {
    gone.registration().unregister();
    gone.engine().close();
  }

  private String freeName(WimCard card) {
    boolean taken = engines.values().stream().anyMatch(each -> each.name().equals(name));
    return taken ? name + "-" + card.serial() : name;
  }

  private Dictionary<String, Object> properties(EngineProfile profile) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(SecurityEngine.NAME, profile.name());
    properties.put(SecurityEngine.EMBODIMENT, profile.embodiment().label());
    properties.put(SecurityEngine.VENDOR, VENDOR);
    profile.cardSerial().ifPresent(serial -> properties.put(SecurityEngine.CARD_SERIAL, serial));
    properties.put(Constants.SERVICE_RANKING, ranking);
    return properties;
  }
}
