package wtls.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.engine.EngineException;
import wtls.gateway.handshake.Flow;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.alert.AlertLevel;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.handshake.HelloRequest;
import wtls.protocol.record.ContentType;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.network.Address;
import wtls.testkit.network.Link;
import wtls.testkit.network.Tamper;
import wtls.testkit.network.VirtualNetwork;

/**
 * Datagrams of somebody who sees everything and can send as anybody, but has no keys: a live
 * connection survives each of them (WAP-261 B.4).
 */
class ForgedDatagramTest {
  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  /** A live connection, and the forger's means. */
  private record Live(Scenario scenario, PhoneEnd phone) {
    VirtualNetwork network() {
      return scenario.network();
    }

    Address gateway() {
      return scenario.gateway().address();
    }

    Link up() {
      return network().link(phone.address(), gateway());
    }

    Link down() {
      return network().link(gateway(), phone.address());
    }

    void forgeToGateway(byte[] datagram) {
      network().forge(phone.address(), gateway(), datagram);
    }

    void forgeToPhone(byte[] datagram) {
      network().forge(gateway(), phone.address(), datagram);
    }

    /** Both ends are as they were, and data flows at once, under the same session. */
    void assertUnharmed(Object what) {
      new Transfer(scenario, phone).exchange(2, Duration.ofMillis(5)).assertInOrder();
      assertThat(phone.isLive()).as("%s: live at the phone", what).isTrue();
      assertThat(phone.renewals()).as("%s: renewals", what).isEmpty();
      assertThat(scenario.at(phone).machine().isConnected())
          .as("%s: at the gateway", what)
          .isTrue();
      assertThat(scenario.at(phone).established()).as("%s: handshakes", what).hasSize(1);
    }
  }

  private Live live(EngineUnderTest kind, long seed) throws EngineException {
    Scenario scenario = new Scenario(traces.network(seed), kind);
    Live live = new Live(scenario, scenario.connected());
    live.assertUnharmed("nothing");
    return live;
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void survivesEveryAlertInTheClear(EngineUnderTest kind) throws EngineException {
    Live live = live(kind, 1);
    for (AlertDescription description : AlertDescription.values()) {
      for (AlertLevel level : AlertLevel.values()) {
        for (int sequence : new int[] {0, 1, 40, 0xFFFF}) {
          live.forgeToPhone(Records.clearAlert(level, description, sequence, last(live.up())));
          live.forgeToGateway(Records.clearAlert(level, description, sequence, last(live.down())));
        }
        live.assertUnharmed(level + " " + description);
      }
    }
    // no_connection makes the gateway watch for a while, no more.
    live.network().run(Duration.ofSeconds(20));
    live.assertUnharmed("later");
  }

  private static byte[] last(Link link) {
    List<byte[]> records = Records.split(link.sent().get(link.sent().size() - 1));
    return records.get(records.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void survivesOneAlertRepeated(EngineUnderTest kind) throws EngineException {
    Live live = live(kind, 2);
    byte[] alert =
        Records.clearAlert(
            AlertLevel.FATAL, AlertDescription.NO_CONNECTION, 0xFFFF, last(live.up()));
    for (int i = 0; i < 50; i++) {
      live.forgeToPhone(alert);
    }

    live.assertUnharmed("no_connection, 50 times");
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void survivesAClientHelloInTheClear(EngineUnderTest kind) throws EngineException {
    Live live = live(kind, 3);
    byte[] hello = live.up().sent().get(0).clone();

    live.forgeToGateway(hello);
    live.assertUnharmed("the ClientHello that began it");
    int randomAt = 5 + 3 + 1;
    hello[randomAt + 10] ^= 1;
    live.forgeToGateway(hello);
    live.assertUnharmed("another ClientHello");
    live.network().run(Duration.ofMinutes(2));
    live.assertUnharmed("another ClientHello, long ago");
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void survivesAWholeHandshakeOfSomebodyElseUpToFinished(EngineUnderTest kind)
      throws EngineException {
    Live live = live(kind, 4);
    Scenario elsewhere = new Scenario(traces.network(5), kind);
    PhoneEnd other = elsewhere.connected();
    Link said = elsewhere.network().link(other.address(), elsewhere.gateway().address());

    for (byte[] datagram : said.sent()) {
      live.forgeToGateway(datagram);
      live.assertUnharmed("a handshake of somebody else");
    }
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void survivesTheGatewaysFlightsInTheClear(EngineUnderTest kind) throws EngineException {
    Live live = live(kind, 6);
    List<byte[]> forged = new ArrayList<>();
    for (byte[] datagram : List.copyOf(live.down().sent())) {
      forged.addAll(Records.split(datagram).stream().filter(Records::isClear).toList());
    }
    forged.add(
        Records.clear(ContentType.HANDSHAKE, 9, Handshakes.encode(new HelloRequest(), null)));
    forged.add(Records.clear(ContentType.APPLICATION_DATA, 9, new byte[] {1, 2, 3}));

    for (byte[] record : forged) {
      for (int sequence : new int[] {0, 1, 5, 0xFFFF}) {
        live.forgeToPhone(Records.withSequence(record, sequence));
        live.forgeToGateway(Records.withSequence(record, sequence));
      }
      live.assertUnharmed("record " + record[5]);
    }
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void survivesEverythingThatWasEverSent(EngineUnderTest kind) throws EngineException {
    Live live = live(kind, 7);
    for (byte[] datagram : List.copyOf(live.up().sent())) {
      live.forgeToGateway(datagram);
      live.forgeToPhone(datagram);
    }
    for (byte[] datagram : List.copyOf(live.down().sent())) {
      live.forgeToGateway(datagram);
      live.forgeToPhone(datagram);
    }

    live.assertUnharmed("all that was sent, to both");
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void survivesDatagramsOfAnyOctets(EngineUnderTest kind) throws EngineException {
    Live live = live(kind, 8);
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 3_000; i++) {
      byte[] datagram = new byte[random.nextInt(80)];
      random.nextBytes(datagram);
      if (datagram.length > 0 && random.nextBoolean()) {
        datagram[0] = (byte) (0x40 | random.nextInt(16) << 4 | 1 + random.nextInt(4));
      }
      live.forgeToGateway(datagram);
      live.forgeToPhone(datagram);
    }

    live.assertUnharmed("octets");
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void letsAPhoneThatLostItsConnectionBeginAnew(EngineUnderTest kind) throws EngineException {
    Live live = live(kind, 9);
    PhoneEnd again =
        live.scenario().phone().prepareInPlaceOf(live.phone(), live.scenario().currentSettings());

    again.start();
    live.network().runUntil(again::isLive, Scenario.PATIENCE);
    live.scenario().settle();

    assertThat(live.scenario().at(again).established())
        .extracting(agreed -> agreed.flow())
        .containsExactly(Flow.FULL, Flow.ABBREVIATED);
    new Transfer(live.scenario(), again).exchange(3, Duration.ofMillis(5)).assertInOrder();
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void believesAGatewayThatKeepsSayingItKnowsNoConnection(EngineUnderTest kind)
      throws EngineException {
    Live live = live(kind, 10);
    live.down().setTamper(Tamper.DROP);

    for (int i = 0; i < 3; i++) {
      live.phone().send(new byte[] {1});
      live.forgeToPhone(
          Records.clearAlert(
              AlertLevel.FATAL, AlertDescription.NO_CONNECTION, 0xFFFF, last(live.up())));
    }

    assertThat(live.phone().end().orElseThrow())
        .hasMessage("The server no longer knows this connection: connect again.");
  }
}
