package wtls.card.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import wtls.api.card.CardException;
import wtls.api.card.CardSlot;
import wtls.card.wim.WimCard;

@Timeout(30)
class CardWatchTest {
  private static final String TOKEN =
      "302604080123456789ABCDEF800C57494D20312E302064656D6F300C300A0201010605672B010101";

  /** What a registry would be told. */
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  private volatile Dictionary<?, ?> properties;
  private volatile WimCard registered;

  private final CardWatch watch = new CardWatch(context());

  private BundleContext context() {
    return (BundleContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("registerService");
              registered = (WimCard) arguments[1];
              properties = (Dictionary<?, ?>) arguments[2];
              events.add("registered");
              return registration();
            });
  }

  private ServiceRegistration<?> registration() {
    return (ServiceRegistration<?>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ServiceRegistration.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("unregister");
              events.add(registered.isClosed() ? "unregistered too late" : "unregistered");
              return null;
            });
  }

  @Test
  void makesACardAServiceWhileItIsThere() throws Exception {
    CardSlot slot = new WimSlot(null);
    watch.bindSlot(slot);
    assertThat(events.take()).isEqualTo("registered");
    assertThat(properties.get(WimCard.SERIAL)).isEqualTo("0123456789abcdef");
    assertThat(properties.get(WimCard.CLASS)).isEqualTo(2);
    assertThat(properties.get(WimCard.READER)).isEqualTo("reader of tests");
    assertThat(properties.get(WimCard.LABEL)).isEqualTo("WIM 1.0 demo");

    watch.unbindSlot(slot);
    assertThat(events.take()).isEqualTo("unregistered");
    assertThat(registered.isClosed()).isTrue();
    assertThat(openers()).isZero();
  }

  @Test
  void letsGoOfAllCardsAtItsEnd() throws Exception {
    watch.bindSlot(new WimSlot(null));
    assertThat(events.take()).isEqualTo("registered");
    watch.deactivate();
    assertThat(events.take()).isEqualTo("unregistered");
    assertThat(openers()).isZero();
  }

  @Test
  void registersNoCardThatWentWhileItWasOpened() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    WimSlot slot = new WimSlot(go);
    watch.bindSlot(slot);
    slot.asked.await();
    Thread remover = new Thread(() -> watch.unbindSlot(slot));
    remover.start();
    go.countDown();
    remover.join(TimeUnit.SECONDS.toMillis(20));
    assertThat(remover.isAlive()).isFalse();
    // Either it never was, or it was taken back.
    assertThat(events.size()).isIn(0, 2);
    assertThat(openers()).isZero();
  }

  @Test
  void passesOverACardThatIsNoWim() throws Exception {
    CardSlot slot =
        new WimSlot(null) {
          @Override
          public byte[] transmit(byte[] command) {
            return new byte[] {0x6A, (byte) 0x82};
          }
        };
    watch.bindSlot(slot);
    watch.unbindSlot(slot);
    assertThat(events).isEmpty();
    assertThat(openers()).isZero();
  }

  private static long openers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("wtls-card reader of tests"))
        .count();
  }

  /** A card with a token information and nothing else. */
  private static class WimSlot implements CardSlot {
    final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch go;

    WimSlot(CountDownLatch go) {
      this.go = go;
    }

    @Override
    public byte[] transmit(byte[] command) throws CardException {
      asked.countDown();
      if (go != null) {
        try {
          go.await();
        } catch (InterruptedException e) {
          throw new CardException(CardException.Reason.MUTE, "The test was interrupted.", e);
        }
      }
      String answer =
          switch (command[1] & 0xFF) {
            case 0xA4 -> "6F0480020028" + "9000";
            case 0xB0 -> TOKEN + "9000";
            default -> "6E00";
          };
      return HexFormat.of().parseHex(answer);
    }

    @Override
    public String reader() {
      return "reader of tests";
    }

    @Override
    public byte[] atr() {
      return new byte[] {0x3B, 0};
    }

    @Override
    public int largestData() {
      return 255;
    }

    @Override
    public void reset() {}
  }
}
