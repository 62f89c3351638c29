package wtls.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import wtls.api.algorithm.CipherSuite;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.RecordProtection;
import wtls.protocol.crypto.WtlsKeys;

/** How engines seal and open records. */
public abstract class RecordContract extends EngineContract {
  private static final int DATA = 0xE4;
  private static final int DATA_WITHOUT_LENGTH = 0x64;
  private static final int LARGEST = 1400;

  protected RecordContract(EngineUnderTest.Starter starter) {
    super(starter);
  }

  @TestFactory
  Stream<DynamicTest> exchangesRecordsOverManyWindowsInAnyOrder() {
    return suites().stream()
        .map(
            suite ->
                DynamicTest.dynamicTest(
                    suite.standardName(),
                    () -> {
                      try (Established established = establish(suite)) {
                        for (int keyRefresh : new int[] {0, 2, 255}) {
                          exchangeRecords(established, keyRefresh);
                        }
                      }
                    }));
  }

  @Test
  void sealsTheSameRecordTheSameWayAgain() throws Exception {
    try (Established established = establish();
        RecordProtection protection = protection(established, 1)) {
      byte[] content = octets(100);
      byte[] first = seal(protection, 5, DATA, content);
      seal(protection, 900, DATA, content);

      assertThat(seal(protection, 5, DATA, content)).isEqualTo(first);
    }
  }

  @Test
  void opensTheSameRecordAgainUnlessItsCardRefusesReplays() throws Exception {
    try (Established established = establish();
        RecordProtection protection = protection(established, 1);
        RecordProtection peer = established.server(1)) {
      byte[] content = octets(100);
      byte[] sealed = seal(peer, 5, DATA, content);
      assertThat(open(protection, 5, DATA, sealed)).isEqualTo(content);
      open(protection, 900, DATA, seal(peer, 900, DATA, content));

      assertThat(open(protection, 5, DATA, sealed)).isEqualTo(refusesReplays() ? null : content);
    }
  }

  @Test
  void worksInPlaceAndAtAnyOffset() throws Exception {
    try (Established established = establish();
        RecordProtection protection = protection(established, 3);
        RecordProtection peer = established.server(3)) {
      byte[] content = octets(77);
      int size = protection.sealedSize(content.length);
      byte[] array = octets(size + 10);
      byte[] around = array.clone();
      System.arraycopy(content, 0, array, 6, content.length);

      assertThat(protection.seal(9, DATA, array, 6, content.length, array, 6)).isEqualTo(size);

      assertThat(Arrays.copyOf(array, 6)).isEqualTo(Arrays.copyOf(around, 6));
      assertThat(Arrays.copyOfRange(array, 6 + size, array.length))
          .isEqualTo(Arrays.copyOfRange(around, 6 + size, array.length));
      byte[] sealed = Arrays.copyOfRange(array, 6, 6 + size);
      assertThat(sealed).isEqualTo(seal(established.reference(3), 9, DATA, content));

      byte[] answer = seal(peer, 9, DATA, content);
      System.arraycopy(answer, 0, array, 3, answer.length);
      int length = protection.open(9, DATA, array, 3, answer.length, array, 3);
      assertThat(Arrays.copyOfRange(array, 3, 3 + length)).isEqualTo(content);
    }
  }

  @Test
  void leavesTheContentAlone() throws Exception {
    try (Established established = establish();
        RecordProtection protection = protection(established, 3)) {
      byte[] content = octets(77);
      byte[] before = content.clone();
      seal(protection, 9, DATA, content);

      assertThat(content).isEqualTo(before);
    }
  }

  @TestFactory
  Stream<DynamicTest> rejectsWhatIsNotAuthentic() {
    // Shorter MACs are forged now and then by chance.
    return suites().stream()
        .filter(suite -> suite.mac().size() >= 10)
        .map(
            suite ->
                DynamicTest.dynamicTest(suite.standardName(), () -> assertRejectsForgeries(suite)));
  }

  @Test
  void goesOnAfterForgeries() throws Exception {
    try (Established established = establish();
        RecordProtection protection = protection(established, 0);
        RecordProtection peer = established.server(0)) {
      byte[] content = octets(40);
      for (int sequence = 0; sequence < 50; sequence++) {
        byte[] forged = octets(protection.sealedSize(content.length));
        assertThat(open(protection, random.nextInt(65536), DATA, forged)).as(seeded()).isNull();
        assertThat(open(protection, sequence, DATA, seal(peer, sequence, DATA, content)))
            .isEqualTo(content);
      }
    }
  }

  @Test
  void keepsConnectionsOfOneSessionApart() throws Exception {
    try (Established established = establish();
        RecordProtection protection = protection(established, 3)) {
      byte[] content = octets(50);
      byte[] sealed = seal(protection, 1, DATA, content);
      ConnectionParameters another =
          WtlsKeys.clientSide(established.cipherSuite(), 3, octets(16), octets(16));
      try (RecordProtection other = established.session().protection(another)) {
        assertThat(seal(other, 1, DATA, content)).isNotEqualTo(sealed);
      }

      assertThat(seal(protection, 1, DATA, content)).isEqualTo(sealed);
    }
  }

  @Test
  void servesNoRecordOnceClosed() throws Exception {
    try (Established established = establish()) {
      RecordProtection protection = protection(established, 3);
      byte[] sealed = seal(protection, 1, DATA, octets(50));
      protection.close();
      protection.close();

      assertFails(Reason.CLOSED, () -> seal(protection, 1, DATA, octets(50)));
      assertFails(Reason.CLOSED, () -> open(protection, 1, DATA, sealed));
    }
  }

  @Test
  void servesNoRecordOnceItsSessionIsClosed() throws Exception {
    Established established = establish();
    RecordProtection protection = protection(established, 3);
    byte[] sealed = seal(protection, 1, DATA, octets(50));
    established.close();

    assertFails(Reason.CLOSED, () -> seal(protection, 1, DATA, octets(50)));
    assertFails(Reason.CLOSED, () -> open(protection, 1, DATA, sealed));
    protection.close();
  }

  private void exchangeRecords(Established established, int keyRefresh) throws Exception {
    List<Integer> sequences = new ArrayList<>(IntStream.range(0, 12).boxed().toList());
    List<Integer> later = List.of(255, 256, 4095, 32767, 65534, 65535);
    if (refusesReplays()) {
      Collections.shuffle(sequences, random);
      sequences.addAll(later);
    } else {
      sequences.addAll(later);
      Collections.shuffle(sequences, random);
    }
    int largest = Math.min(LARGEST, profile.largestRecord());
    try (RecordProtection protection = protection(established, keyRefresh);
        RecordProtection reference = established.reference(keyRefresh);
        RecordProtection peer = established.server(keyRefresh)) {
      for (int sequence : sequences) {
        byte[] content = octets(random.nextInt(8) == 0 ? 0 : random.nextInt(largest));
        int type = random.nextBoolean() ? DATA : DATA_WITHOUT_LENGTH;
        String record = "record " + sequence + " of " + content.length + " octets " + seeded();

        byte[] sealed = seal(protection, sequence, type, content);
        assertThat(sealed).as(record).isEqualTo(seal(reference, sequence, type, content));
        assertThat(open(peer, sequence, type, sealed)).as(record).isEqualTo(content);
        assertThat(open(protection, sequence, type, seal(peer, sequence, type, content)))
            .as(record)
            .isEqualTo(content);
      }
    }
  }

  private void assertRejectsForgeries(CipherSuite suite) throws Exception {
    try (Established established = establish(suite);
        RecordProtection protection = protection(established, 3);
        RecordProtection peer = established.server(3)) {
      byte[] sealed = seal(peer, 20, DATA, octets(60));
      for (int i = 0; i < sealed.length; i++) {
        byte[] changed = sealed.clone();
        changed[i] ^= (byte) (1 << random.nextInt(8));
        assertThat(open(protection, 20, DATA, changed)).as("octet %d %s", i, seeded()).isNull();
      }
      for (int length = 0; length < sealed.length; length++) {
        byte[] cut = Arrays.copyOf(sealed, length);
        assertThat(open(protection, 20, DATA, cut)).as("length %d", length).isNull();
      }
      assertThat(open(protection, 21, DATA, sealed)).as("another number").isNull();
      assertThat(open(protection, 28, DATA, sealed)).as("another window").isNull();
      assertThat(open(protection, 20, DATA_WITHOUT_LENGTH, sealed)).as("another type").isNull();
      byte[] reflected = seal(protection, 20, DATA, octets(60));
      assertThat(open(protection, 20, DATA, reflected)).as("its own record").isNull();
    }
  }

  private static RecordProtection protection(Established established, int keyRefresh)
      throws Exception {
    return established.session().protection(established.clientSide(keyRefresh));
  }

  static byte[] seal(RecordProtection protection, int sequence, int type, byte[] content)
      throws Exception {
    byte[] sealed = new byte[protection.sealedSize(content.length)];
    int size = protection.seal(sequence, type, content, 0, content.length, sealed, 0);
    assertThat(size).isEqualTo(sealed.length);
    return sealed;
  }

  /** The content, or null when it was rejected. */
  static byte[] open(RecordProtection protection, int sequence, int type, byte[] sealed)
      throws Exception {
    byte[] content = new byte[sealed.length];
    int length = protection.open(sequence, type, sealed, 0, sealed.length, content, 0);
    return length == RecordProtection.REJECTED ? null : Arrays.copyOf(content, length);
  }
}
