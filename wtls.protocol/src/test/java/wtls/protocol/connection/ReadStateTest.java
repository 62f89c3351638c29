package wtls.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import wtls.api.engine.EngineException;
import wtls.api.engine.RecordProtection;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordHeader;
import wtls.protocol.record.RecordType;
import wtls.protocol.record.RecordView;

class ReadStateTest {
  private final ReadState state = ReadState.secure(new Transparent());

  /** Seals nothing; what begins with 0 is not authentic. */
  private static final class Transparent implements RecordProtection {
    @Override
    public int sealedSize(int length) {
      return length;
    }

    @Override
    public int seal(
        int sequence, int type, byte[] content, int from, int length, byte[] sealed, int to) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int open(
        int sequence, int type, byte[] sealed, int from, int length, byte[] content, int to) {
      System.arraycopy(sealed, from, content, to, length);
      return sealed[from] == 0 ? REJECTED : length;
    }

    @Override
    public void close() {}
  }

  private boolean accepts(ContentType type, int sequence, int firstOctet) throws EngineException {
    byte[] record = new byte[RecordHeader.size(true) + 2];
    int octet = type.number() | RecordType.LENGTH | RecordType.SEQUENCE | RecordType.CIPHER;
    RecordHeader.write(record, 0, octet, sequence, 2);
    record[RecordHeader.size(true)] = (byte) firstOctet;
    RecordView view = Datagrams.split(record, record.length).records().get(0);
    return state.open(view, new byte[2]) != RecordProtection.REJECTED;
  }

  private boolean accepts(ContentType type, int sequence) throws EngineException {
    return accepts(type, sequence, 1);
  }

  @Test
  void rejectsDataThatWasSeenOrIsOlderThanTheWindow() throws EngineException {
    assertThat(accepts(ContentType.APPLICATION_DATA, 100)).isTrue();
    assertThat(accepts(ContentType.APPLICATION_DATA, 69)).isTrue();

    assertThat(accepts(ContentType.APPLICATION_DATA, 100)).isFalse();
    assertThat(accepts(ContentType.APPLICATION_DATA, 69)).isFalse();
    assertThat(accepts(ContentType.APPLICATION_DATA, 68)).isFalse();
  }

  @Test
  void acceptsAHandshakeRecordOnceThoughDataHasGoneFarBeyondIt() throws EngineException {
    assertThat(accepts(ContentType.APPLICATION_DATA, 100)).isTrue();

    assertThat(accepts(ContentType.HANDSHAKE, 6)).isTrue();
    assertThat(accepts(ContentType.CHANGE_CIPHER_SPEC, 7)).isTrue();
    assertThat(accepts(ContentType.HANDSHAKE, 6)).isFalse();
    assertThat(accepts(ContentType.HANDSHAKE, 7)).isFalse();
  }

  @Test
  void rejectsAnOldHandshakeRecordThatANewerOneHasFollowed() throws EngineException {
    assertThat(accepts(ContentType.HANDSHAKE, 20)).isTrue();
    assertThat(accepts(ContentType.APPLICATION_DATA, 100)).isTrue();

    assertThat(accepts(ContentType.HANDSHAKE, 20)).isFalse();
    assertThat(accepts(ContentType.HANDSHAKE, 19)).isFalse();
  }

  @Test
  void isNotMovedByWhatIsNotAuthentic() throws EngineException {
    assertThat(accepts(ContentType.HANDSHAKE, 500, 0)).isFalse();
    assertThat(state.highestSequence()).isEqualTo(-1);

    assertThat(accepts(ContentType.APPLICATION_DATA, 100)).isTrue();
    assertThat(accepts(ContentType.HANDSHAKE, 50, 0)).isFalse();
    assertThat(accepts(ContentType.HANDSHAKE, 6)).isTrue();
    assertThat(state.highestSequence()).isEqualTo(100);
  }

  @Test
  void takesNoClearRecordUnderKeys() throws EngineException {
    byte[] record = {(byte) 0xC4, 0, 1, 0, 1, 1};
    RecordView view = Datagrams.split(record, record.length).records().get(0);

    assertThat(state.open(view, new byte[1])).isEqualTo(RecordProtection.REJECTED);
  }
}
