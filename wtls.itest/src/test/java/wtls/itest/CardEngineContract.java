package wtls.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.OptionUtils.combine;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.card.CardSlot;
import wtls.api.card.PinEntry;
import wtls.api.client.Negotiated.Handshake;
import wtls.api.client.SecureConnection;
import wtls.api.client.WtlsException;
import wtls.api.engine.SecurityEngine;
import wtls.api.gateway.Gateway;
import wtls.api.session.SecurityLevel.Authentication;

/**
 * What holds for the engine of each embodiment that has a card, in the framework with the product's
 * bundles: it serves sessions, and comes and goes with its card and its bundles.
 */
public abstract class CardEngineContract {
  private static final String HOME = "wtls.itest.home";
  private static final String DRIVER = "wtls.card";
  private static final String READER = "wtls.card.simulator";

  private final String engine;
  private final int cardClass;

  @Inject private BundleContext context;

  private Stage stage;
  private Path home;
  private Gateway gateway;
  private ServiceRegistration<PinEntry> pins;

  protected CardEngineContract(String engine, int cardClass) {
    this.engine = engine;
    this.cardClass = cardClass;
  }

  @Configuration
  public Option[] product() {
    String made = CardHome.make(cardClass).toString();
    return combine(Product.inFramework(), frameworkProperty(HOME).value(made));
  }

  @Before
  public void build() throws Exception {
    stage = new Stage(context);
    home = Path.of(context.getProperty(HOME));
    PinEntry entry =
        (serial, kind, label, tries) ->
            Optional.of(CardHome.PIN.getBytes(StandardCharsets.US_ASCII));
    pins = context.registerService(PinEntry.class, entry, null);
    gateway = stage.startGateway(home, 3);
    CardHome.insert(home);
    stage.configureReader(CardHome.cards(home));
  }

  @After
  public void tearDown() throws Exception {
    stage.close();
    if (pins != null) {
      pins.unregister();
    }
  }

  @Test
  public void sessionsAreMadeWithEachKeyUsedAndResumed() throws Exception {
    for (KeyExchangeSuite suite : List.of(KeyExchangeSuite.RSA, KeyExchangeSuite.ECDH_ECDSA)) {
      try (SecureConnection connection = stage.connect(gateway, engine, suite)) {
        assertThat(connection.negotiated().engine()).isEqualTo(engine);
        assertThat(connection.securityLevel().authentication()).isEqualTo(Authentication.MUTUAL);
        stage.fetch(connection, "/first-" + suite);
        stage.fetch(connection, "/second-" + suite);
      }
      try (SecureConnection connection = stage.connect(gateway, engine, suite)) {
        assertThat(connection.negotiated().handshake()).isEqualTo(Handshake.ABBREVIATED);
        stage.fetch(connection, "/third-" + suite);
      }
    }
  }

  @Test
  public void eachBundleStopsAndStarts() throws Exception {
    serves(Handshake.FULL, "/before");
    for (String name : bundles()) {
      bundle(name).stop();
      assertThat(engines()).as("engines without " + name).isZero();
      bundle(name).start();

      serves(Handshake.ABBREVIATED, "/after-" + name);
    }
  }

  @Test
  public void eachBundleIsUpdatedUnderAConnection() throws Exception {
    serves(Handshake.FULL, "/before");
    for (String name : bundles()) {
      SecureConnection connection = stage.connect(gateway, engine, KeyExchangeSuite.RSA);
      stage.fetch(connection, "/before-" + name);

      Bundle bundle = bundle(name);
      bundle.update(new URL(bundle.getLocation().replaceFirst("^reference:", "")).openStream());
      refresh();

      assertThatThrownBy(() -> stage.fetch(connection, "/lost")).isInstanceOf(WtlsException.class);
      serves(Handshake.ABBREVIATED, "/after-" + name);
    }
  }

  @Test
  public void aCardThatIsPulledTakesItsEngineAlongAndBringsItBack() throws Exception {
    SecureConnection connection = stage.connect(gateway, engine, KeyExchangeSuite.RSA);
    stage.fetch(connection, "/before");

    CardHome.pull(home);
    Stage.await("the engine has gone", () -> engines() == 0);
    assertThatThrownBy(() -> stage.fetch(connection, "/lost")).isInstanceOf(WtlsException.class);
    assertThat(stage.count(CardSlot.class)).isZero();

    CardHome.insert(home);
    serves(Handshake.ABBREVIATED, "/after");
  }

  @Test
  public void allBundlesStopAndLeaveNothingBehind() throws Exception {
    leaveAConnectionOpen();
    Map<String, WeakReference<ClassLoader>> loaders = new TreeMap<>();
    for (String name : bundles()) {
      BundleWiring wiring = bundle(name).adapt(BundleWiring.class);
      loaders.put(name, new WeakReference<>(wiring.getClassLoader()));
    }

    for (Bundle bundle : ours()) {
      bundle.stop();
    }

    assertThat(ours().stream().flatMap(CardEngineContract::services)).isEmpty();
    Stage.await("no thread of the product is left", () -> BundleLifecycleIT.threads().isEmpty());
    assertNothingIsLocked();
    for (String name : bundles()) {
      bundle(name).uninstall();
    }
    refresh();
    assertThat(new Another(1)).isEqualTo(new Another(1));
    Stage.await("the class loaders are collected", () -> left(loaders).isEmpty());
  }

  /** JDK 17 keeps hold of the last record that was compared for the first time: of this one. */
  private record Another(int number) {}

  private void leaveAConnectionOpen() throws Exception {
    stage.fetch(stage.connect(gateway, engine, KeyExchangeSuite.RSA), "/page");
  }

  private void assertNothingIsLocked() throws IOException {
    assertThat(System.getProperties().stringPropertyNames())
        .noneMatch(name -> name.startsWith("wtls.card.simulator"));
    try (FileChannel file = FileChannel.open(CardHome.lock(home), StandardOpenOption.WRITE)) {
      assertThat(file.tryLock()).isNotNull();
    }
  }

  private static Set<String> left(Map<String, WeakReference<ClassLoader>> loaders) {
    System.gc();
    loaders.values().removeIf(loader -> loader.get() == null);
    return loaders.keySet();
  }

  private void refresh() throws InterruptedException {
    var done = new CountDownLatch(1);
    context
        .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
        .adapt(FrameworkWiring.class)
        .refreshBundles(null, event -> done.countDown());
    done.await();
  }

  /** Those that stand between the card and the core. */
  private List<String> bundles() {
    return List.of("wtls.engine." + engine, DRIVER, READER);
  }

  private Bundle bundle(String name) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no bundle " + name));
  }

  private List<Bundle> ours() {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getSymbolicName().startsWith("wtls."))
        .toList();
  }

  private static Stream<ServiceReference<?>> services(Bundle bundle) {
    ServiceReference<?>[] services = bundle.getRegisteredServices();
    return services == null ? Stream.empty() : Arrays.stream(services);
  }

  private int engines() throws Exception {
    return stage.count(SecurityEngine.class, "(" + SecurityEngine.NAME + "=" + engine + ")");
  }

  private void serves(Handshake expected, String path) throws Exception {
    try (SecureConnection connection = stage.connect(gateway, engine, KeyExchangeSuite.RSA)) {
      assertThat(connection.negotiated().handshake()).as(path).isEqualTo(expected);
      stage.fetch(connection, path);
    }
  }
}
