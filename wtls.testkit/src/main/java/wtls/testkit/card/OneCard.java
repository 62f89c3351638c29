package wtls.testkit.card;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import wtls.api.card.CardTransport;
import wtls.api.engine.EngineException;
import wtls.api.engine.SecurityEngine;
import wtls.card.engine.CardEngine;
import wtls.card.simulator.CardClass;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;
import wtls.engine.card.crypto.CryptoEngine;
import wtls.engine.card.full.FullEngine;
import wtls.engine.card.storage.StorageEngine;
import wtls.testkit.SeededRandom;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.engine.Handset;

/**
 * One card that every phone of a scenario is given in turn: the next has it from the one before.
 */
public final class OneCard implements EngineUnderTest, AutoCloseable {

  /** The embodiments that need a card. */
  public enum Kind {
    STORAGE(CardClass.STORAGE),
    CRYPTO(CardClass.CRYPTO),
    FULL(CardClass.FULL);

    private final CardClass cardClass;

    Kind(CardClass cardClass) {
      this.cardClass = cardClass;
    }

    /** Those that the simulator has cards for. */
    public static List<Kind> present() {
      return TestCard.protectsRecords() ? List.of(values()) : List.of(STORAGE, CRYPTO);
    }

    private Optional<CardEngine> over(WimCard card, InstantSource clock) throws WimException {
      return switch (this) {
        case STORAGE -> StorageEngine.over(card, StorageEngine.NAME, clock, new SeededRandom(1));
        case CRYPTO -> CryptoEngine.over(card, CryptoEngine.NAME, clock);
        case FULL -> FullEngine.over(card, FullEngine.NAME, clock);
      };
    }
  }

  private final Kind kind;
  private final UnaryOperator<CardTransport> decorator;
  private final List<CardEngine> engines = new ArrayList<>();
  private TestCard card;

  /**
   * A card that is made when the first phone is there.
   *
   * @param decorator put around the card each time it is inserted
   */
  public OneCard(Kind kind, UnaryOperator<CardTransport> decorator) {
    this.kind = kind;
    this.decorator = decorator;
  }

  @Override
  public String name() {
    return kind.toString();
  }

  @Override
  public SecurityEngine create(Handset handset) throws EngineException {
    if (card == null) {
      List<HeldKey> keys =
          handset.keys().stream()
              .map(k -> HeldKey.of(k.key().curve(), k.secret(), k.key().certificates()))
              .toList();
      card = TestCard.make(kind.cardClass, keys, handset.roots(), 16);
    } else {
      leave();
      card.eject();
    }
    try {
      CardEngine engine = kind.over(card.insert(decorator), handset.clock()).orElseThrow();
      engines.add(engine);
      return engine;
    } catch (WimException e) {
      throw e.toEngineException();
    }
  }

  /** A phone's bundle stops. */
  public void leave() {
    engines.forEach(CardEngine::close);
    engines.clear();
  }

  @Override
  public void close() {
    leave();
    if (card != null) {
      card.close();
    }
  }
}
