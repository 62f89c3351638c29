package wtls.testkit.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import wtls.api.card.CardTransport;
import wtls.api.engine.EngineException;
import wtls.api.engine.OwnKey;
import wtls.api.engine.SecurityEngine;
import wtls.card.engine.CardEngine;
import wtls.card.simulator.CardClass;
import wtls.card.transport.MaskedTransport;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;
import wtls.engine.card.crypto.CryptoEngine;
import wtls.engine.card.full.FullEngine;
import wtls.engine.card.storage.StorageEngine;
import wtls.testkit.card.CardDrawer;
import wtls.testkit.card.HeldKey;
import wtls.testkit.card.TestCard;
import wtls.testkit.pki.ClientKey;
import wtls.testkit.pki.TestPki;

/**
 * An engine over a simulated card.
 *
 * @param name for reports
 * @param cardClass the card's
 * @param fixedKeysOnly whether it has no other keys for agreement than those on the card
 * @param decorator put around the card
 * @param maker makes the engine
 */
record CardEngineUnderTest(
    String name,
    CardClass cardClass,
    boolean fixedKeysOnly,
    UnaryOperator<CardTransport> decorator,
    Maker maker)
    implements EngineUnderTest {
  private static final int SLOTS = 16;

  /** Makes an engine over a card. */
  interface Maker {
    Optional<CardEngine> make(WimCard card, Handset handset) throws WimException;
  }

  static EngineUnderTest storage() {
    return new CardEngineUnderTest(
        StorageEngine.NAME,
        CardClass.STORAGE,
        false,
        UnaryOperator.identity(),
        (card, handset) ->
            StorageEngine.over(card, StorageEngine.NAME, handset.clock(), handset.random()));
  }

  static EngineUnderTest crypto() {
    return new CardEngineUnderTest(
        CryptoEngine.NAME,
        CardClass.CRYPTO,
        true,
        UnaryOperator.identity(),
        (card, handset) -> CryptoEngine.over(card, CryptoEngine.NAME, handset.clock()));
  }

  /** On a card that announces nothing: WAP-260's own commands. */
  static EngineUnderTest plainWim() {
    return new CardEngineUnderTest(
        "plain WIM",
        CardClass.CRYPTO,
        true,
        MaskedTransport::plain,
        (card, handset) -> CryptoEngine.over(card, CryptoEngine.NAME, handset.clock()));
  }

  static EngineUnderTest full() {
    return new CardEngineUnderTest(
        FullEngine.NAME,
        CardClass.FULL,
        true,
        UnaryOperator.identity(),
        (card, handset) -> FullEngine.over(card, FullEngine.NAME, handset.clock()));
  }

  @Override
  public SecurityEngine create(Handset handset) throws EngineException {
    TestCard card =
        CardDrawer.keep(TestCard.make(cardClass, keys(handset), handset.roots(), SLOTS));
    try {
      return maker.make(card.insert(decorator), handset).orElseThrow();
    } catch (WimException e) {
      throw e.toEngineException();
    }
  }

  @Override
  public SecurityEngine createBeside(SecurityEngine first, Handset handset) throws EngineException {
    try {
      return maker.make(((CardEngine) first).card(), handset).orElseThrow();
    } catch (WimException e) {
      throw e.toEngineException();
    }
  }

  /** Without keys of the handset's own, such a card still has those that it agrees with. */
  private List<HeldKey> keys(Handset handset) {
    List<ClientKey> keys = new ArrayList<>(handset.keys());
    if (fixedKeysOnly && keys.stream().noneMatch(CardEngineUnderTest::agrees)) {
      TestPki.get().clientKeys().stream().filter(CardEngineUnderTest::agrees).forEach(keys::add);
    }
    return keys.stream().map(CardEngineUnderTest::held).toList();
  }

  private static boolean agrees(ClientKey key) {
    return key.key().use() == OwnKey.Use.AGREE;
  }

  private static HeldKey held(ClientKey key) {
    return HeldKey.of(key.key().curve(), key.secret(), key.key().certificates());
  }

  @Override
  public boolean isSeeded() {
    return false;
  }

  @Override
  public String toString() {
    return name;
  }
}
