package wtls.testkit.card;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import wtls.api.card.CardTransport;
import wtls.api.engine.SecurityEngine;
import wtls.card.engine.CardEngine;
import wtls.card.simulator.CardClass;
import wtls.card.transport.MaskedTransport;
import wtls.card.wim.WimCard;
import wtls.engine.card.crypto.CryptoEngine;
import wtls.engine.card.full.FullEngine;
import wtls.engine.card.storage.StorageEngine;
import wtls.tck.EngineSetup;
import wtls.tck.EngineUnderTest;

/** An engine over a card of its own, for the contract. */
final class CardUnderTest implements EngineUnderTest {
  private final TestCard card;
  private final WimCard wim;
  private final InstantSource clock;
  private final List<CardEngine> engines = new ArrayList<>();
  private final Maker sibling;

  private interface Maker {
    Optional<CardEngine> make(WimCard card, String name, InstantSource clock) throws Exception;
  }

  private CardUnderTest(
      EngineSetup setup,
      CardClass cardClass,
      Maker maker,
      Maker sibling,
      UnaryOperator<CardTransport> decorator)
      throws Exception {
    List<HeldKey> keys =
        setup.keys().stream().map(key -> new HeldKey(key.key(), key.certificates())).toList();
    this.card = TestCard.make(cardClass, keys, setup.roots(), setup.sessionLimit());
    this.wim = card.insert(decorator);
    this.clock = setup.clock();
    this.sibling = sibling;
    engines.add(maker.make(wim, "tested", clock).orElseThrow());
  }

  static CardUnderTest storage(EngineSetup setup) throws Exception {
    return new CardUnderTest(
        setup,
        CardClass.STORAGE,
        CardUnderTest::storageEngine,
        CardUnderTest::storageEngine,
        UnaryOperator.identity());
  }

  static CardUnderTest maskedStorage(EngineSetup setup) throws Exception {
    return new CardUnderTest(
        setup,
        CardClass.STORAGE,
        CardUnderTest::storageEngine,
        CardUnderTest::storageEngine,
        MaskedTransport::plain);
  }

  static CardUnderTest crypto(EngineSetup setup) throws Exception {
    return new CardUnderTest(
        setup, CardClass.CRYPTO, CryptoEngine::over, CryptoEngine::over, UnaryOperator.identity());
  }

  static CardUnderTest maskedCrypto(EngineSetup setup) throws Exception {
    return new CardUnderTest(
        setup, CardClass.CRYPTO, CryptoEngine::over, CryptoEngine::over, MaskedTransport::plain);
  }

  static CardUnderTest cryptoBesideFull(EngineSetup setup) throws Exception {
    return new CardUnderTest(
        setup, CardClass.FULL, CryptoEngine::over, FullEngine::over, UnaryOperator.identity());
  }

  static CardUnderTest full(EngineSetup setup) throws Exception {
    return new CardUnderTest(
        setup, CardClass.FULL, FullEngine::over, FullEngine::over, UnaryOperator.identity());
  }

  private static Optional<CardEngine> storageEngine(
      WimCard card, String name, InstantSource clock) {
    return StorageEngine.over(card, name, clock, new SecureRandom());
  }

  @Override
  public SecurityEngine engine() {
    return engines.get(0);
  }

  @Override
  public Optional<SecurityEngine> sibling() throws Exception {
    CardEngine another = sibling.make(wim, "sibling", clock).orElseThrow();
    engines.add(another);
    return Optional.of(another);
  }

  @Override
  public void close() {
    engines.forEach(CardEngine::close);
    card.close();
  }
}
