package wtls.launcher.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import wtls.api.card.CardException;
import wtls.api.engine.Embodiment;
import wtls.card.personal.CardProfile;
import wtls.card.personal.ProfileException;
import wtls.card.simulator.CardClass;
import wtls.card.simulator.CardFolder;
import wtls.card.simulator.CardOptions;
import wtls.card.simulator.CardShelf;
import wtls.card.simulator.ShelfException;
import wtls.card.simulator.SimulatedCard;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;
import wtls.gateway.authority.IdentityException;
import wtls.launcher.card.CardIssuer;
import wtls.launcher.card.DefaultProfile;
import wtls.launcher.card.NewPins;
import wtls.launcher.service.CardReader;
import wtls.launcher.service.CardSettings;
import wtls.launcher.service.ServiceException;
import wtls.launcher.service.Services;
import wtls.launcher.service.Services.Watch;

/**
 * A simulated card of one class, made for a demonstration and destroyed behind it, with the engine
 * of its embodiment in service. Its PIN is known to nobody else.
 */
final class DemoCard implements AutoCloseable {
  private static final int RSA_BITS = 1024;
  private static final String NAME = "demo";
  private static final String READER = "demo";

  private final Path folder;
  private final NewPins pins = new NewPins(Map.of(), new SecureRandom());
  private final Watch answering;
  private CardReader reader;
  private String engine;

  private DemoCard(Path folder, Services services) {
    this.folder = folder;
    this.answering = services.answer(pins.entry());
  }

  /**
   * Makes a card and puts it into a reader. Takes about a second.
   *
   * @param home the folder of the CA that certifies its keys
   */
  static DemoCard insert(Embodiment embodiment, Services services, Path home)
      throws DemoException, ServiceException, InterruptedException {
    DemoCard card = null;
    boolean ready = false;
    try {
      card = new DemoCard(Files.createTempDirectory("wtls-demo-"), services);
      card.make(cardClass(embodiment), home);
      card.serve(embodiment, services);
      ready = true;
      return card;
    } catch (IOException
        | ShelfException
        | CardException
        | WimException
        | IdentityException
        | ProfileException e) {
      throw new DemoException("The card for the demonstration: " + e.getMessage(), e);
    } finally {
      if (card != null && !ready) {
        card.close();
      }
    }
  }

  private static CardClass cardClass(Embodiment embodiment) {
    return switch (embodiment) {
      case STORAGE -> CardClass.STORAGE;
      case CRYPTO -> CardClass.CRYPTO;
      case FULL -> CardClass.FULL;
      case PHONE -> throw new IllegalArgumentException("The phone engine needs no card.");
    };
  }

  private void make(CardClass cardClass, Path home)
      throws ShelfException, CardException, WimException, IdentityException, ProfileException {
    CardFolder blank = new CardShelf(folder).create(NAME, cardClass);
    try (CardIssuer issuer = CardIssuer.of(home);
        CardProfile profile = DefaultProfile.of(NAME, cardClass, RSA_BITS, pins);
        SimulatedCard powered =
            SimulatedCard.power(blank, READER, CardOptions.DEFAULT.withoutSync())) {
      issuer.issue(powered, profile, NAME);
    }
    blank.insert(READER);
  }

  /** Reads the card before anybody takes the time, as a phone does when it is switched on. */
  private void serve(Embodiment embodiment, Services services)
      throws DemoException, ServiceException, InterruptedException, WimException {
    reader = services.cards(new CardSettings(folder, READER, false));
    WimCard card = reader.card(READER + "/" + NAME);
    card.pins().unlock();
    card.directory();
    card.sessions().list(Instant.now());
    engine = reader.engine(card, embodiment);
  }

  /** The name of the engine over it. */
  String engine() {
    return engine;
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
    answering.close();
    pins.close();
    delete();
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The card of the demonstration stays in " + folder, e);
    }
  }
}
