package wtls.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wtls.protocol.codec.DecodeException;

class DatagramsTest {

  @Test
  void splitsRecordsWithLengthAndALastOneWithout() {
    byte[] datagram = hex("c3000100020a0b" + "c100020001ff" + "640003cafe");
    Datagrams.Split split = Datagrams.split(datagram, datagram.length);

    assertThat(split.problem()).isEmpty();
    assertThat(split.records())
        .containsExactly(
            new RecordView(datagram, 0, 7, 0xC3, 1, 5, 2),
            new RecordView(datagram, 7, 13, 0xC1, 2, 12, 1),
            new RecordView(datagram, 13, 18, 0x64, 3, 16, 2));
  }

  @Test
  void tellsWhatARecordIs() {
    byte[] datagram = hex("e2ffff0001ee");
    RecordView record = Datagrams.split(datagram, datagram.length).records().get(0);

    assertThat(record.ciphered()).isTrue();
    assertThat(record.contentType()).contains(ContentType.ALERT);
    assertThat(record.sequence()).isEqualTo(0xFFFF);
    assertThat(record.length()).isEqualTo(6);
  }

  @Test
  void readsRecordsWithoutSequenceNumber() {
    byte[] datagram = hex("840001aa" + "04bb");

    assertThat(Datagrams.split(datagram, datagram.length).records())
        .extracting(RecordView::sequence)
        .containsExactly(-1, -1);
  }

  @Test
  void keepsRecordsOfUnknownTypeAndIgnoresTheReservedBit() {
    byte[] datagram = hex("c5000000010a" + "530001ff");
    Datagrams.Split split = Datagrams.split(datagram, datagram.length);

    assertThat(split.records()).hasSize(2);
    assertThat(split.records().get(0).contentType()).isEmpty();
    assertThat(split.records().get(1).contentType()).contains(ContentType.HANDSHAKE);
  }

  @Test
  void keepsTheGoodRecordsBeforeAnOverrun() {
    byte[] datagram = hex("c3000100020a0b" + "c300020005ff");
    Datagrams.Split split = Datagrams.split(datagram, datagram.length);

    assertThat(split.records()).hasSize(1);
    assertThat(message(split)).contains("length at offset 10: says 5, but 1 octets remain");
  }

  @Test
  void looksAtNoOctetBeyondTheLengthGiven() {
    byte[] buffer = hex("c3000100020a0b" + "ffffffff");
    Datagrams.Split split = Datagrams.split(buffer, 7);

    assertThat(split.records()).hasSize(1);
    assertThat(split.problem()).isEmpty();
    assertThat(message(Datagrams.split(buffer, 6)))
        .contains("length at offset 3: says 2, but 1 octets remain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "; record_type at offset 0: needs 1 octets, but 0 remain",
        "c3; sequence_number at offset 1: needs 2 octets, but 0 remain",
        "c300; sequence_number at offset 1: needs 2 octets, but 1 remain",
        "c3000100; length at offset 3: needs 2 octets, but 1 remain",
        "c300010000; fragment at offset 5: is empty",
        "430001; fragment at offset 3: is empty",
        "04; fragment at offset 1: is empty"
      })
  void namesTheFieldThatIsCut(String example) {
    String[] parts = example.split("; ");
    byte[] datagram = hex(parts[0].trim());
    Datagrams.Split split = Datagrams.split(datagram, datagram.length);

    assertThat(split.records()).isEmpty();
    assertThat(message(split)).contains(parts[1]);
  }

  @Test
  void splitsAnyOctetsIntoViewsWithinThem() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] datagram = new byte[1 + random.nextInt(40)];
      random.nextBytes(datagram);
      Datagrams.Split split = Datagrams.split(datagram, datagram.length);
      int end = 0;
      for (RecordView record : split.records()) {
        assertThat(record.start()).as("seed %d", seed).isEqualTo(end);
        assertThat(record.fragmentOffset() + record.fragmentLength()).isEqualTo(record.end());
        end = record.end();
      }
      assertThat(end == datagram.length).as("seed %d", seed).isEqualTo(split.problem().isEmpty());
    }
  }

  @Test
  void writesHeadersThatItReads() {
    for (int type : new int[] {0xC3, 0x43, 0xE4, 0x64, 0x84, 0x04}) {
      byte[] datagram = new byte[20];
      RecordHeader.write(datagram, 0, type, 0xABCD, 0x000F);
      boolean sequence = RecordType.hasSequence(type);
      int header = 1 + (sequence ? 2 : 0) + (RecordType.hasLength(type) ? 2 : 0);
      RecordView record = Datagrams.split(datagram, header + 15).records().get(0);

      assertThat(record.type()).isEqualTo(type);
      assertThat(record.sequence()).isEqualTo(sequence ? 0xABCD : -1);
      assertThat(record.fragmentLength()).isEqualTo(15);
      assertThat(record.fragmentOffset()).isEqualTo(header);
      if (sequence) {
        assertThat(RecordHeader.size(RecordType.hasLength(type))).isEqualTo(header);
      }
    }
  }

  @Test
  void makesTheTypicalFirstOctets() {
    assertThat(RecordType.of(ContentType.HANDSHAKE, false, true)).isEqualTo(0xC3);
    assertThat(RecordType.of(ContentType.HANDSHAKE, false, false)).isEqualTo(0x43);
    assertThat(RecordType.of(ContentType.CHANGE_CIPHER_SPEC, false, true)).isEqualTo(0xC1);
    assertThat(RecordType.of(ContentType.APPLICATION_DATA, true, false)).isEqualTo(0x64);
    assertThat(RecordType.of(ContentType.ALERT, true, true)).isEqualTo(0xE2);
  }

  private static Optional<String> message(Datagrams.Split split) {
    return split.problem().map(DecodeException::getMessage);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
