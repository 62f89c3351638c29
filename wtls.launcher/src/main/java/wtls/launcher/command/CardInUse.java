package wtls.launcher.command;

import java.util.Optional;
import wtls.api.card.CardException;
import wtls.api.engine.Embodiment;
import wtls.api.engine.EngineException;
import wtls.card.simulator.CardFolder;
import wtls.card.simulator.ShelfException;
import wtls.card.wim.Feature;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;
import wtls.launcher.card.HomeCards;
import wtls.launcher.card.PinFile;
import wtls.launcher.service.CardReader;
import wtls.launcher.service.CardSettings;
import wtls.launcher.service.ServiceException;
import wtls.launcher.service.Services;
import wtls.launcher.service.Services.Watch;

/** A card of the home in the framework's reader, its PIN given, and the engine over it. */
final class CardInUse implements AutoCloseable {
  private final Optional<PinFile> pins;
  private final Watch answering;
  private final CardReader reader;
  private final String engine;
  private final String description;

  private CardInUse(
      Optional<PinFile> pins,
      Watch answering,
      CardReader reader,
      String engine,
      String description) {
    this.pins = pins;
    this.answering = answering;
    this.reader = reader;
    this.engine = engine;
    this.description = description;
  }

  /**
   * Powers a card, has its PIN given, and waits for its engine.
   *
   * @param pins closed with the answer, or at once when this fails
   */
  static CardInUse open(
      Surroundings surroundings,
      HomeCards cards,
      CardFolder card,
      Embodiment embodiment,
      Optional<PinFile> pins)
      throws CommandFailure, ServiceException, InterruptedException {
    Services services = surroundings.services();
    Watch answering = services.answer(PinOptions.entry(pins, surroundings.terminal()));
    CardReader reader = null;
    CardInUse opened = null;
    try {
      reader = services.cards(new CardSettings(cards.shelf().folder(), HomeCards.READER, true));
      reader.service().insert(card.name());
      WimCard wim = reader.card(HomeCards.slot(card));
      if (embodiment == Embodiment.FULL && !wim.has(Feature.ENGINE)) {
        throw new CommandFailure(
            ExitCode.CARD,
            "The card " + card.name() + " does not announce that it protects records.");
      }
      wim.pins().unlock();
      String engine = reader.engine(wim, embodiment);
      opened = new CardInUse(pins, answering, reader, engine, describe(card, wim, engine));
      return opened;
    } catch (ShelfException e) {
      throw CommandFailure.of(e);
    } catch (CardException e) {
      throw CommandFailure.of(e);
    } catch (WimException e) {
      throw failure(e);
    } finally {
      if (opened == null) {
        close(pins, answering, reader);
      }
    }
  }

  private static CommandFailure failure(WimException e) {
    boolean missing = e.reason() == EngineException.Reason.PIN_REQUIRED;
    return missing
        ? new CommandFailure(
            ExitCode.PIN, e.getMessage() + " Give it at a terminal, or in a file: --pin-file.", e)
        : CommandFailure.of(e);
  }

  private static String describe(CardFolder card, WimCard wim, String engine) throws WimException {
    int roots = wim.directory().roots().size();
    return "engine "
        + engine
        + " over card "
        + card.name()
        + ", which trusts "
        + (roots == 1 ? "1 root" : roots + " roots");
  }

  /** The name of the engine over it. */
  String engine() {
    return engine;
  }

  /** What it is, in a few words. */
  @Override
  public String toString() {
    return description;
  }

  @Override
  public void close() {
    close(pins, answering, reader);
  }

  private static void close(Optional<PinFile> pins, Watch answering, CardReader reader) {
    if (reader != null) {
      reader.close();
    }
    answering.close();
    pins.ifPresent(PinFile::close);
  }
}
