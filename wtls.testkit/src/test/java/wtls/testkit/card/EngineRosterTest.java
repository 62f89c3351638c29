package wtls.testkit.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import wtls.api.engine.EngineException;
import wtls.api.engine.SecurityEngine;
import wtls.card.engine.EngineRoster;
import wtls.card.simulator.CardClass;
import wtls.card.wim.WimCard;
import wtls.engine.card.crypto.CryptoEngine;

/** One engine is in service for each card that suits it, as long as the card is there. */
class EngineRosterTest {
  private static final int RANKING = 7;

  private final List<Registered> registry = new ArrayList<>();
  private final TestCard first = card(CardClass.CRYPTO);
  private final TestCard second = card(CardClass.CRYPTO);
  private final TestCard storage = card(CardClass.STORAGE);
  private final EngineRoster roster =
      new EngineRoster(
          context(),
          CryptoEngine.NAME,
          RANKING,
          (card, name) -> CryptoEngine.over(card, name, InstantSource.system()));

  /** A service in the registry. */
  private final class Registered {
    private final SecurityEngine engine;
    private Dictionary<String, ?> properties;
    private boolean servedWhenItLeft;

    Registered(SecurityEngine engine, Dictionary<String, ?> properties) {
      this.engine = engine;
      this.properties = properties;
    }

    Object call(String method, Object[] arguments) throws EngineException {
      if (method.equals("unregister")) {
        engine.random(8);
        servedWhenItLeft = true;
        registry.remove(this);
      } else if (method.equals("setProperties")) {
        @SuppressWarnings("unchecked")
        Dictionary<String, ?> changed = (Dictionary<String, ?>) arguments[0];
        properties = changed;
      }
      return null;
    }
  }

  @AfterEach
  void pullAll() {
    roster.close();
    List.of(first, second, storage).forEach(TestCard::close);
  }

  @Test
  void namesTheSecondEngineAfterItsCard() {
    WimCard one = first.insert();
    WimCard other = second.insert();
    roster.add(one);
    roster.add(other);

    assertThat(registry)
        .extracting(each -> (Object) each.properties.get(SecurityEngine.NAME))
        .containsExactly("card-crypto", "card-crypto-" + other.serial());
    assertThat(registry)
        .allSatisfy(
            each ->
                assertThat(each.engine.profile().name())
                    .isEqualTo(each.properties.get(SecurityEngine.NAME)));
    assertThat(registry.get(0).properties.get(SecurityEngine.CARD_SERIAL)).isEqualTo(one.serial());
    assertThat(registry.get(0).properties.get(SecurityEngine.EMBODIMENT)).isEqualTo("crypto");
    assertThat(registry.get(0).properties.get(Constants.SERVICE_RANKING)).isEqualTo(RANKING);
  }

  @Test
  void leavesOutACardThatDoesNotSuit() {
    roster.add(storage.insert());

    assertThat(registry).isEmpty();
  }

  @Test
  void wipesAnEngineAfterItHasLeftTheRegistry() {
    WimCard card = first.insert();
    roster.add(card);
    Registered registered = registry.get(0);

    roster.remove(card);

    assertThat(registry).isEmpty();
    assertThat(registered.servedWhenItLeft).isTrue();
    assertThatThrownBy(() -> registered.engine.random(8))
        .isInstanceOf(EngineException.class)
        .hasMessage("The card-crypto engine has stopped: use another engine.");
    assertThatCode(() -> roster.remove(card)).doesNotThrowAnyException();
  }

  @Test
  void givesThePlainNameToTheNextCard() {
    WimCard card = first.insert();
    roster.add(card);
    roster.remove(card);
    roster.add(second.insert());

    assertThat(registry.get(0).properties.get(SecurityEngine.NAME)).isEqualTo("card-crypto");
  }

  @Test
  void takesAnotherRanking() {
    roster.add(first.insert());
    roster.rank(99);
    roster.add(second.insert());

    assertThat(registry)
        .extracting(each -> (Object) each.properties.get(Constants.SERVICE_RANKING))
        .containsExactly(99, 99);
  }

  @Test
  void staysEmptyOnceClosed() {
    roster.add(first.insert());
    roster.close();

    assertThat(registry).isEmpty();
  }

  private static TestCard card(CardClass cardClass) {
    return TestCard.make(cardClass, List.of(), List.of(), 4);
  }

  /** Of which nothing is used but the registration of engines. */
  private BundleContext context() {
    return (BundleContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("registerService")) {
                throw new UnsupportedOperationException(method.getName());
              }
              @SuppressWarnings("unchecked")
              Dictionary<String, ?> properties = (Dictionary<String, ?>) arguments[2];
              Registered registered = new Registered((SecurityEngine) arguments[1], properties);
              registry.add(registered);
              return Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {ServiceRegistration.class},
                  (self, called, given) -> registered.call(called.getName(), given));
            });
  }
}
