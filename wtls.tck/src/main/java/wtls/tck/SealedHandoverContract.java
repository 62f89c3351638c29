package wtls.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Embodiment;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.EngineSession;
import wtls.api.engine.RecordProtection;
import wtls.api.engine.SecurityEngine;
import wtls.api.engine.Ticket;
import wtls.api.session.Custody;
import wtls.api.session.SessionDescription;
import wtls.protocol.crypto.FixedWindowSource;
import wtls.protocol.crypto.SoftwareRecordProtection;
import wtls.protocol.crypto.WtlsKeys;

/** How live sessions move from and to engines whose cards never let a master secret go. */
public abstract class SealedHandoverContract extends EngineContract {
  private static final int DATA = 0xE4;
  private static final int KEY_REFRESH = 2;

  private SecurityEngine sibling;

  protected SealedHandoverContract(EngineUnderTest.Starter starter) {
    super(starter);
  }

  @BeforeEach
  void findSibling() throws Exception {
    sibling = underTest.sibling().orElseThrow();
  }

  @Test
  void staysOnTheCardWhileHandlesChangeBetweenAnyTwoRecords() throws Exception {
    SecurityEngine[] engines = {engine, sibling};
    Established established = establish();
    ConnectionParameters connection = established.clientSide(KEY_REFRESH);
    EngineSession session = established.session();
    RecordProtection protection = session.protection(connection);
    try (RecordProtection reference = established.reference(KEY_REFRESH);
        RecordProtection peer = established.server(KEY_REFRESH)) {
      for (int sequence = 0; sequence < 8; sequence++) {
        byte[] content = octets(random.nextInt(200));
        assertThat(RecordContract.seal(protection, sequence, DATA, content))
            .as("record %d %s", sequence, seeded())
            .isEqualTo(RecordContract.seal(reference, sequence, DATA, content));
        byte[] answer = RecordContract.seal(peer, sequence, DATA, content);
        assertThat(RecordContract.open(protection, sequence, DATA, answer)).isEqualTo(content);

        SecurityEngine next = engines[(sequence + 1) % 2];
        EngineSession moved;
        try (Ticket ticket = release(established, session, sequence, next.profile())) {
          assertThat(ticket.content())
              .isInstanceOfSatisfying(
                  Ticket.CardReference.class,
                  place ->
                      assertThat(place.cardSerial()).isEqualTo(profile.cardSerial().orElseThrow()));
          moved = next.adopt(ticket);
        }
        session.close();
        session = moved;
        protection = moved.protection(connection);
      }
      assertThat(session.custody()).isEqualTo(Custody.SEALED);
      assertThat(session.exposed()).isFalse();
      assertThat(established.hasSecretOf(session)).isTrue();
    } finally {
      session.close();
    }
  }

  @Test
  void staysWholeAfterItReleased() throws Exception {
    try (Established established = establish()) {
      try (Ticket ticket = release(established, established.session(), 0, sibling.profile())) {
        sibling.adopt(ticket).close();
      }

      assertThat(established.hasSecretOf(established.session())).isTrue();
    }
  }

  @Test
  void showsBothEnginesTheSessionsOfTheirCard() throws Exception {
    try (Established established = establish();
        Ticket ticket = release(established, established.session(), 0, sibling.profile());
        EngineSession adopted = sibling.adopt(ticket)) {
      adopted.save(describe(established, "192.0.2.1", 5));

      assertThat(engine.sessions()).hasSize(1).isEqualTo(sibling.sessions());
    }
  }

  @Test
  void refusesAReferenceToAnotherCard() throws Exception {
    SecurityEngine other = start().engine();
    try (Established established = establish();
        Ticket ticket = release(established, established.session(), 0, sibling.profile())) {
      assertFails(Reason.UNSUPPORTED, () -> other.adopt(ticket));
    }
  }

  @Test
  void refusesAReferenceToNothing() throws Exception {
    try (Established established = establish()) {
      SessionDescription session = describe(established, "192.0.2.1", 5);
      String card = profile.cardSerial().orElseThrow();
      for (int reference : new int[] {0, 2, 200}) {
        try (Ticket ticket = new Ticket(session, new Ticket.CardReference(card, reference))) {
          assertFails(Reason.UNKNOWN, () -> sibling.adopt(ticket));
        }
      }
    }
  }

  @Test
  void givesThePhoneNoMoreThanItsCurrentKeyWindows() throws Exception {
    try (Established established = establish();
        Ticket ticket = release(established, established.session(), 6, phone())) {
      assertThat(ticket.content()).isInstanceOf(Ticket.KeyWindow.class);
      Ticket.KeyWindow window = (Ticket.KeyWindow) ticket.content();
      ConnectionParameters connection = established.clientSide(KEY_REFRESH);
      try (RecordProtection phone =
              new SoftwareRecordProtection(connection, new FixedWindowSource(window));
          RecordProtection reference = established.reference(KEY_REFRESH)) {
        byte[] content = octets(40);
        assertThat(window.writeStart()).isEqualTo(WtlsKeys.windowStart(6, KEY_REFRESH));
        assertThat(RecordContract.seal(phone, 7, DATA, content))
            .isEqualTo(RecordContract.seal(reference, 7, DATA, content));
        assertFails(Reason.WINDOW_ENDED, () -> RecordContract.seal(phone, 8, DATA, content));
      }
    } catch (EngineException e) {
      // A card with the records on it may keep even these to itself.
      assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN);
      assertThat(profile.embodiment()).isEqualTo(Embodiment.FULL);
    }
  }

  @Test
  void takesASecretInAndNeverCallsItBornOnTheCard() throws Exception {
    try (Established established = establish();
        EngineSession adopted = adoptFromPhone(established)) {
      assertThat(adopted.custody()).isEqualTo(Custody.SEALED);
      assertThat(adopted.exposed()).isTrue();
      assertThat(established.hasSecretOf(adopted)).isTrue();
      adopted.save(describe(established, "192.0.2.1", 5));
      assertThat(sibling.sessions()).hasSize(1);
      assertThat(sibling.sessions().get(0).level().exposed()).isTrue();
    }
  }

  @Test
  void refusesASecretThatWasWipedAndKeepsNoTrace() throws Exception {
    try (Established established = establish()) {
      Ticket ticket = fromPhone(established);
      ticket.close();

      assertFails(Reason.CLOSED, () -> sibling.adopt(ticket));
      assertThat(sibling.sessions()).isEmpty();
      assertThat(established.hasSecretOf(established.session())).isTrue();
    }
  }

  @Test
  void releasesNothingOnceClosed() throws Exception {
    Established established = establish();
    established.close();

    assertFails(
        Reason.CLOSED,
        () -> release(established, established.session(), 0, sibling.profile()).close());
  }

  private EngineSession adoptFromPhone(Established established) throws Exception {
    try (Ticket ticket = fromPhone(established)) {
      return sibling.adopt(ticket);
    }
  }

  private Ticket fromPhone(Established established) {
    return new Ticket(
        describe(established, "192.0.2.1", 5),
        new Ticket.MasterSecret(established.masterSecret().clone(), true));
  }

  private Ticket release(
      Established established, EngineSession from, int sequence, EngineProfile to)
      throws Exception {
    return from.release(
        describe(established, "192.0.2.1", 5),
        established.clientSide(KEY_REFRESH),
        sequence,
        sequence,
        to);
  }

  private static EngineProfile phone() {
    return new EngineProfile(
        "phone",
        Embodiment.PHONE,
        Optional.empty(),
        List.of(),
        EnumSet.allOf(BulkCipher.class),
        EnumSet.allOf(MacAlgorithm.class),
        4096,
        EngineProfile.UNLIMITED_RECORD,
        true);
  }
}
