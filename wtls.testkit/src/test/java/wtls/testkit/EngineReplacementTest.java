package wtls.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineSession;
import wtls.api.engine.SecurityEngine;
import wtls.api.engine.Ticket;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.engine.Engines;
import wtls.testkit.engine.InsiderEngine;
import wtls.testkit.network.Faults;

/**
 * The proof of the engine SPI: between any two records of a running transfer the session moves to
 * another engine, and nobody but the two engines notices.
 */
class EngineReplacementTest {
  private static final int PAYLOADS = 60;
  private static final Duration INTERVAL = Duration.ofMillis(5);

  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  private Scenario scenario;
  private PhoneEnd phone;
  private InsiderEngine serving;
  private InsiderEngine waiting;
  private int replacements;

  static List<Arguments> enginesAndRefresh() {
    List<Arguments> all = new ArrayList<>();
    for (EngineUnderTest kind : Engines.all()) {
      for (int exponent : new int[] {0, 2, 16}) {
        all.add(arguments(kind, exponent));
      }
    }
    return all;
  }

  private void connect(EngineUnderTest kind, int exponent) throws EngineException {
    scenario =
        new Scenario(traces.network(exponent), kind)
            .engine(InsiderEngine::new)
            .policy(policy -> policy.keyRefreshCeiling(255))
            .request(r -> r.keyRefresh(exponent));
    serving = (InsiderEngine) scenario.phone().engine();
    waiting = (InsiderEngine) scenario.newEngine();
    phone = scenario.connectedAtBothEnds();
  }

  /** Moves the session to the other engine. */
  private void replace() {
    try (Ticket ticket = phone.machine().release(waiting.profile())) {
      EngineSession adopted = waiting.adopt(ticket);
      phone.machine().handOver(waiting, adopted);
    } catch (EngineException e) {
      throw new AssertionError("The session did not move.", e);
    }
    InsiderEngine next = waiting;
    waiting = serving;
    serving = next;
    replacements++;
    phone.settle();
  }

  /** A two-way transfer with a replacement after every record that the phone sends or receives. */
  private Transfer transferWithReplacements() {
    phone.onPayload(payload -> replace());
    Transfer transfer = new Transfer(scenario, phone);
    for (int i = 0; i < PAYLOADS; i++) {
      transfer.fromPhone();
      replace();
      transfer.fromGateway();
      scenario.network().run(INTERVAL);
    }
    scenario.settle();
    return transfer;
  }

  @ParameterizedTest(name = "{0}: k = {1}")
  @MethodSource("enginesAndRefresh")
  void movesTheSessionAfterEveryRecord(EngineUnderTest kind, int exponent) throws EngineException {
    connect(kind, exponent);

    transferWithReplacements().assertInOrder();

    assertThat(replacements).isEqualTo(2 * PAYLOADS);
    assertNoHandshakeMore();
  }

  @ParameterizedTest(name = "{0}: k = {1}")
  @MethodSource("enginesAndRefresh")
  void losesAndRepeatsNothingThoughRecordsAreReordered(EngineUnderTest kind, int exponent)
      throws EngineException {
    connect(kind, exponent);
    scenario
        .network()
        .setFaults(
            Faults.NONE.withDelay(0.5, Duration.ofMillis(60)).withDuplication(0.3).withReplay(0.3));

    transferWithReplacements().assertComplete();

    assertNoHandshakeMore();
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void staysSoundWhenRecordsAreLostAndDamaged(EngineUnderTest kind) throws EngineException {
    connect(kind, 3);
    scenario.network().setFaults(new Faults(0.3, 0.2, 0.3, Duration.ofMillis(60), 0.2, 0.1, 0.2));

    Transfer transfer = transferWithReplacements().assertSound();

    assertThat(transfer.atGateway()).hasSizeGreaterThan(PAYLOADS / 4);
    assertThat(transfer.atPhone()).hasSizeGreaterThan(PAYLOADS / 4);
    assertNoHandshakeMore();
  }

  private void assertNoHandshakeMore() {
    assertThat(phone.engineFailures()).isEmpty();
    assertThat(phone.warnings()).isEmpty();
    assertThat(phone.renewals()).isEmpty();
    assertThat(scenario.at(phone).established()).hasSize(1);
    assertThat(serving.handshakes() + waiting.handshakes()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void makesInPlaceHandshakesOverTheNewEngine(EngineUnderTest kind) throws EngineException {
    connect(kind, 3);
    replace();
    int before = serving.handshakes();
    scenario.network().after(50, phone::renew);

    new Transfer(scenario, phone).exchange(40, INTERVAL).assertInOrder();

    assertThat(phone.renewals()).hasSize(1);
    assertThat(serving.handshakes()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void goesOnWithTheOldEngineWhenTheNewOneFails(EngineUnderTest kind) throws EngineException {
    connect(kind, 3);
    SecurityEngine closed = scenario.newEngine();
    Ticket useless = useless(phone.machine().release(waiting.profile()));

    EngineException refusal =
        catchThrowableOfType(EngineException.class, () -> closed.adopt(useless));

    assertThat(refusal.reason())
        .isIn(EngineException.Reason.CLOSED, EngineException.Reason.UNSUPPORTED);
    new Transfer(scenario, phone).exchange(10, INTERVAL).assertInOrder();
    assertNoHandshakeMore();
  }

  /** Wiped, or where there is nothing to wipe, of another card. */
  private static Ticket useless(Ticket ticket) {
    ticket.close();
    return ticket.content() instanceof Ticket.CardReference place
        ? new Ticket(ticket.session(), new Ticket.CardReference("00", place.reference()))
        : ticket;
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void resumesOverTheEngineThatHasTheSessionInTheEnd(EngineUnderTest kind) throws EngineException {
    connect(kind, 3);
    transferWithReplacements().assertInOrder();
    phone.close();
    scenario.settle();

    assertThat(scenario.phone().engine()).isSameAs(serving);
    PhoneEnd again = scenario.connectedAtBothEnds();

    new Transfer(scenario, again).exchange(3, INTERVAL).assertInOrder();
    assertThat(serving.handshakes()).isEqualTo(2);
  }
}
