package wtls.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.engine.EngineException;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.alert.AlertLevel;
import wtls.protocol.record.ContentType;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.engine.InsiderEngine;
import wtls.testkit.network.Link;
import wtls.testkit.network.Tamper;

/**
 * Before a record has proved authentic, nothing that it says changes anything, and nothing is
 * allocated for what it merely claims: promise 5.
 */
class UnauthenticatedInputTest {
  /** For the copies of a datagram and its views; a claimed length would be 65,535 and more. */
  private static final long MOST_ALLOCATED = 16_384;

  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  private Scenario scenario;
  private PhoneEnd phone;
  private InsiderEngine insider;

  private void connect(EngineUnderTest kind) throws EngineException {
    scenario = new Scenario(traces.network(1), kind).engine(InsiderEngine::new);
    insider = (InsiderEngine) scenario.phone().engine();
    phone = scenario.connectedAtBothEnds();
    new Transfer(scenario, phone).exchange(5, Duration.ofMillis(5)).assertInOrder();
  }

  private GatewayEnd gateway() {
    return scenario.at(phone);
  }

  private Link up() {
    return scenario.network().link(phone.address(), scenario.gateway().address());
  }

  private Link down() {
    return scenario.network().link(scenario.gateway().address(), phone.address());
  }

  private void assertNoticedByNeither(byte[] datagram, String what) {
    String phoneBefore = StateDigest.of(phone.machine());
    String gatewayBefore = StateDigest.of(gateway().machine());
    int sent = up().sent().size() + down().sent().size();

    scenario.network().forge(scenario.gateway().address(), phone.address(), datagram);
    scenario.network().forge(phone.address(), scenario.gateway().address(), datagram);

    assertThat(StateDigest.of(phone.machine())).as("%s, phone", what).isEqualTo(phoneBefore);
    assertThat(StateDigest.of(gateway().machine()))
        .as("%s, gateway", what)
        .isEqualTo(gatewayBefore);
    assertThat(up().sent().size() + down().sent().size()).as("%s, answers", what).isEqualTo(sent);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void tellsStatesApart(EngineUnderTest kind) throws EngineException {
    connect(kind);
    String phoneBefore = StateDigest.of(phone.machine());
    String gatewayBefore = StateDigest.of(gateway().machine());

    new Transfer(scenario, phone).exchange(1, Duration.ofMillis(5));

    assertThat(StateDigest.of(phone.machine())).isNotEqualTo(phoneBefore);
    assertThat(StateDigest.of(gateway().machine())).isNotEqualTo(gatewayBefore);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void damagedRecordsChangeNothing(EngineUnderTest kind) throws EngineException {
    connect(kind);
    List<byte[]> authentic = new ArrayList<>();
    for (ContentType type : ContentType.values()) {
      for (int sequence : new int[] {2, 9, 40, 0x4000, 0xFFFF}) {
        authentic.add(insider.asPhone(sequence, type, new byte[] {1, 2, 3}));
        authentic.add(insider.asGateway(sequence, type, new byte[] {1, 2, 3}));
      }
    }
    SplittableRandom random = new SplittableRandom(1);
    for (byte[] record : authentic) {
      for (int i = 0; i < 12; i++) {
        byte[] damaged = record.clone();
        // Everything but the flags and the length: without those it is another record, or none.
        int at =
            random.nextBoolean() ? 1 + random.nextInt(2) : 5 + random.nextInt(damaged.length - 5);
        damaged[at] ^= (byte) (1 << random.nextInt(8));
        assertNoticedByNeither(damaged, "damaged");
      }
      assertNoticedByNeither(Arrays.copyOf(record, record.length - 8), "cut");
    }
    new Transfer(scenario, phone).exchange(5, Duration.ofMillis(5)).assertInOrder();
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void replaysAndStrangeOctetsChangeNothing(EngineUnderTest kind) throws EngineException {
    connect(kind);
    for (byte[] datagram : List.copyOf(up().sent()).subList(2, up().sent().size())) {
      assertNoticedByNeither(datagram, "replayed");
    }
    for (byte[] datagram : List.copyOf(down().sent()).subList(2, down().sent().size())) {
      assertNoticedByNeither(datagram, "replayed");
    }
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 2_000; i++) {
      byte[] octets = new byte[random.nextInt(100)];
      random.nextBytes(octets);
      assertNoticedByNeither(octets, "strange");
    }
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void clearAlertsThatAnswerNothingChangeNothing(EngineUnderTest kind) throws EngineException {
    connect(kind);
    byte[] never = {1, 2, 3, 4};
    for (AlertDescription description : AlertDescription.values()) {
      for (AlertLevel level : AlertLevel.values()) {
        assertNoticedByNeither(Records.clearAlert(level, description, 0, never), "alert");
        assertNoticedByNeither(Records.clearAlert(level, description, 0, new byte[4]), "zero");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void aHalfOpenHandshakeIsNotMovedByStrangeOctets(EngineUnderTest kind) throws EngineException {
    scenario = new Scenario(traces.network(1), kind);
    phone = scenario.phone().prepare(scenario.currentSettings());
    down().setTamper(Tamper.DROP);
    phone.start();
    scenario.network().run(Duration.ofMillis(100));
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2_000; i++) {
      byte[] octets = new byte[random.nextInt(100)];
      random.nextBytes(octets);
      if (octets.length > 5) {
        octets[0] |= 0x20; // Protected, as nothing is yet that these machines could open.
      }
      assertNoticedByNeither(octets, "strange");
    }
    down().setTamper(Tamper.PASS);
    scenario.network().runUntil(() -> scenario.isOpenAtBothEnds(phone), Scenario.PATIENCE);

    assertThat(phone.isLive()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void claimedLengthsAllocateNothing(EngineUnderTest kind) throws EngineException {
    connect(kind);
    List<byte[]> claims = new ArrayList<>();
    for (int type = 0x40; type < 0x100; type++) {
      byte[] claim = new byte[40];
      Arrays.fill(claim, (byte) 0xFF);
      claim[0] = (byte) type;
      claims.add(claim.clone());
      claim[3] = 0; // A record that fits, whose content claims more than it has.
      claim[4] = 35;
      claim[5] = (byte) (type % 21);
      claims.add(claim);
    }
    claims.forEach(this::deliver); // So that classes are loaded.
    for (byte[] claim : claims) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      deliver(claim);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(allocated).as("record type %s", claim[0]).isLessThan(MOST_ALLOCATED);
    }
  }

  private void deliver(byte[] datagram) {
    phone.machine().datagram(datagram, datagram.length, scenario.network().now());
    gateway().machine().datagram(datagram.clone(), scenario.network().now());
  }
}
