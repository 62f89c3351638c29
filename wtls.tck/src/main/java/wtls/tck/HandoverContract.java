package wtls.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.EngineSession;
import wtls.api.engine.RecordProtection;
import wtls.api.engine.SecurityEngine;
import wtls.api.engine.Ticket;
import wtls.api.session.SessionDescription;

/** How live sessions move between two engines of a kind that lets its master secrets go. */
public abstract class HandoverContract extends EngineContract {
  private static final int DATA = 0xE4;
  private static final int KEY_REFRESH = 2;

  protected HandoverContract(EngineUnderTest.Starter starter) {
    super(starter);
  }

  @Test
  void sealsAndOpensTheSameOctetsAfterAHandoverBetweenAnyTwoRecords() throws Exception {
    SecurityEngine[] engines = {engine, start().engine()};
    Established established = establish();
    ConnectionParameters connection = established.clientSide(KEY_REFRESH);
    EngineSession session = established.session();
    RecordProtection protection = session.protection(connection);
    try (RecordProtection reference = established.reference(KEY_REFRESH);
        RecordProtection peer = established.server(KEY_REFRESH)) {
      for (int sequence = 0; sequence < 24; sequence++) {
        byte[] content = octets(random.nextInt(500));
        assertThat(RecordContract.seal(protection, sequence, DATA, content))
            .as("record %d %s", sequence, seeded())
            .isEqualTo(RecordContract.seal(reference, sequence, DATA, content));
        byte[] answer = RecordContract.seal(peer, sequence, DATA, content);
        assertThat(RecordContract.open(protection, sequence, DATA, answer)).isEqualTo(content);

        SecurityEngine next = engines[(sequence + 1) % 2];
        EngineSession moved = handOver(established, session, sequence, next);
        session.close();
        session = moved;
        protection = moved.protection(connection);
      }
      assertThat(established.hasSecretOf(session)).isTrue();
    } finally {
      session.close();
    }
  }

  @Test
  void staysWholeAfterItReleased() throws Exception {
    SecurityEngine other = start().engine();
    try (Established established = establish();
        RecordProtection protection =
            established.session().protection(established.clientSide(KEY_REFRESH));
        RecordProtection reference = established.reference(KEY_REFRESH)) {
      EngineSession adopted = handOver(established, established.session(), 0, other);
      adopted.close();
      release(established, established.session(), 0, other).close();

      byte[] content = octets(50);
      assertThat(RecordContract.seal(protection, 7, DATA, content))
          .isEqualTo(RecordContract.seal(reference, 7, DATA, content));
      assertThat(established.hasSecretOf(established.session())).isTrue();
    }
  }

  @Test
  void keepsNothingInTheTicketOnceItIsClosed() throws Exception {
    SecurityEngine other = start().engine();
    try (Established established = establish()) {
      Ticket ticket = release(established, established.session(), 0, other);
      try (EngineSession adopted = other.adopt(ticket)) {
        ticket.close();
        assertThat(established.hasSecretOf(adopted)).isTrue();
        assertThat(established.hasSecretOf(established.session())).isTrue();
      }
    }
  }

  @Test
  void refusesATicketThatWasWipedAndKeepsNoTrace() throws Exception {
    SecurityEngine other = start().engine();
    try (Established established = establish()) {
      Ticket ticket = release(established, established.session(), 0, other);
      ticket.close();
      List<SessionDescription> before = other.sessions();

      assertFails(Reason.CLOSED, () -> other.adopt(ticket));

      assertThat(other.sessions()).isEqualTo(before);
      assertThat(established.hasSecretOf(established.session())).isTrue();
      handOver(established, established.session(), 0, other).close();
    }
  }

  @Test
  void savesWhatItAdopted() throws Exception {
    SecurityEngine other = start().engine();
    try (Established established = establish();
        EngineSession adopted = handOver(established, established.session(), 0, other)) {
      SessionDescription description = describe(established, "192.0.2.1", 2);
      adopted.save(description);

      try (EngineSession resumed =
          other.resume(other.sessions().get(0), outlook(established.cipherSuite()))) {
        assertThat(established.hasSecretOf(resumed)).isTrue();
      }
      assertThat(engine.sessions()).isEmpty();
    }
  }

  @Test
  void carriesTheDescriptionInTheTicket() throws Exception {
    SecurityEngine other = start().engine();
    try (Established established = establish()) {
      SessionDescription description = describe(established, "192.0.2.1", 2);
      try (Ticket ticket =
          established
              .session()
              .release(description, established.clientSide(3), 0, 0, other.profile())) {
        assertThat(ticket.session()).isEqualTo(description);
      }
    }
  }

  @Test
  void releasesNothingOnceClosed() throws Exception {
    SecurityEngine other = start().engine();
    Established established = establish();
    established.close();

    assertFails(Reason.CLOSED, () -> release(established, established.session(), 0, other));
  }

  private EngineSession handOver(
      Established established, EngineSession from, int sequence, SecurityEngine to)
      throws Exception {
    try (Ticket ticket = release(established, from, sequence, to)) {
      return to.adopt(ticket);
    }
  }

  private Ticket release(
      Established established, EngineSession from, int sequence, SecurityEngine to)
      throws Exception {
    return from.release(
        describe(established, "192.0.2.1", 5),
        established.clientSide(KEY_REFRESH),
        sequence,
        sequence,
        to.profile());
  }
}
