package wtls.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerMethod;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import wtls.api.client.Negotiated;
import wtls.api.client.SecureConnection;
import wtls.api.client.WtlsClient;
import wtls.api.client.WtlsException;
import wtls.api.engine.SecurityEngine;
import wtls.api.gateway.Gateway;

/** Engine, core and gateway come and go, idle and in use, and leave nothing behind. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerMethod.class)
public class BundleLifecycleIT {
  private static final String ENGINE = "wtls.engine.phone";
  private static final String CORE = "wtls.core";
  private static final String GATEWAY = "wtls.gateway";
  private static final List<String> ROOMS = List.of(ENGINE, CORE, GATEWAY);

  @Inject private BundleContext context;

  private Stage stage;

  @Configuration
  public Option[] product() {
    return Product.inFramework();
  }

  @Before
  public void build() throws Exception {
    stage = new Stage(context);
  }

  @After
  public void tearDown() throws Exception {
    stage.close();
  }

  private Bundle room(String name) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no bundle " + name));
  }

  /** Updates a bundle with the very file that it came from. */
  private void update(String name) throws Exception {
    Bundle bundle = room(name);
    String location = bundle.getLocation().replaceFirst("^reference:", "");
    bundle.update(new URL(location).openStream());
  }

  private Gateway open() throws Exception {
    Gateway gateway = stage.startGateway();
    stage.configureEngine(gateway);
    return gateway;
  }

  private void assertServes(Gateway gateway, String path) throws Exception {
    try (SecureConnection connection = stage.connect(gateway)) {
      stage.fetch(connection, path);
    }
  }

  @Test
  public void eachRoomStopsAndStartsWhileIdle() throws Exception {
    assertServes(open(), "/before");
    for (String name : ROOMS) {
      room(name).stop();
      room(name).start();

      assertServes(reconfigured(), "/after-" + name);
    }
  }

  @Test
  public void eachRoomIsUpdatedWhileIdle() throws Exception {
    assertServes(open(), "/before");
    for (String name : ROOMS) {
      update(name);

      assertServes(reconfigured(), "/after-" + name);
    }
  }

  /** The gateway that is there now, trusted by the engine that is there now. */
  private Gateway reconfigured() throws Exception {
    Gateway gateway = stage.gateway();
    stage.awaitTrust();
    return gateway;
  }

  @Test
  public void anEngineThatStopsEndsItsConnectionsWithOneReason() throws Exception {
    Gateway gateway = open();
    SecureConnection connection = stage.connect(gateway);
    stage.fetch(connection, "/before");

    room(ENGINE).stop();

    assertThatThrownBy(() -> stage.fetch(connection, "/after"))
        .isInstanceOf(WtlsException.class)
        .hasMessageContaining("phone");
    assertThat(stage.count(SecurityEngine.class)).isZero();

    room(ENGINE).start();
    assertServes(reconfigured(), "/again");
  }

  @Test
  public void aCoreThatStopsClosesItsConnections() throws Exception {
    Gateway gateway = open();
    SecureConnection connection = stage.connect(gateway);
    stage.fetch(connection, "/before");

    room(CORE).stop();

    assertThatThrownBy(() -> stage.fetch(connection, "/after")).isInstanceOf(WtlsException.class);
    Stage.await("the gateway was told", () -> gateway.statistics().connections() == 0);

    room(CORE).start();
    try (SecureConnection again = stage.connect(gateway)) {
      assertThat(again.negotiated().handshake()).isEqualTo(Negotiated.Handshake.ABBREVIATED);
      stage.fetch(again, "/again");
    }
  }

  @Test
  public void aGatewayThatRestartsResumesTheSessionsOfItsClients() throws Exception {
    Gateway gateway = open();
    try (SecureConnection connection = stage.connect(gateway)) {
      stage.fetch(connection, "/before");

      room(GATEWAY).stop();
      assertThat(stage.count(Gateway.class)).isZero();
      room(GATEWAY).start();
    }

    try (SecureConnection again = stage.connect(stage.gateway())) {
      assertThat(again.negotiated().handshake()).isEqualTo(Negotiated.Handshake.ABBREVIATED);
      stage.fetch(again, "/again");
    }
  }

  @Test
  public void roomsAreUpdatedUnderConnections() throws Exception {
    open();
    for (String name : ROOMS) {
      SecureConnection connection = stage.connect(stage.gateway());
      stage.fetch(connection, "/before-" + name);

      update(name);

      connection.close();
      assertServes(reconfigured(), "/after-" + name);
    }
  }

  @Test
  public void allRoomsStopAndLeaveNothingBehind() throws Exception {
    Gateway gateway = open();
    InetSocketAddress address = gateway.address();
    SecureConnection connection = stage.connect(gateway);
    stage.fetch(connection, "/page");

    for (Bundle bundle : context.getBundles()) {
      if (bundle.getSymbolicName().startsWith("wtls.")) {
        bundle.stop();
      }
    }

    assertThat(services()).isEmpty();
    assertThat(stage.count(WtlsClient.class)).isZero();
    Stage.await("no thread of the product is left", () -> threads().isEmpty());
    try (DatagramSocket socket = new DatagramSocket(address)) {
      assertThat(socket.isBound()).isTrue();
    }
  }

  private List<String> services() {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getSymbolicName().startsWith("wtls."))
        .flatMap(
            bundle ->
                bundle.getRegisteredServices() == null
                    ? Stream.<ServiceReference<?>>empty()
                    : Arrays.stream(bundle.getRegisteredServices()))
        .map(Object::toString)
        .toList();
  }

  /** Threads that the product's bundles have started: by their names. */
  static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(
            name -> name.startsWith("wtls") || name.contains("netty") || name.contains("MVStore"))
        .collect(Collectors.toSet());
  }
}
