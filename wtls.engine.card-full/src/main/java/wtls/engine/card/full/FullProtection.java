package wtls.engine.card.full;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import wtls.api.algorithm.CipherSuite;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.RecordProtection;
import wtls.card.wim.WimException;

/** Record protection in the card, over a connection that is made with the first record. */
final class FullProtection implements RecordProtection {
  private final FullSession session;
  private final ConnectionParameters parameters;
  private Optional<Integer> connection = Optional.empty();
  private boolean closed;

  FullProtection(FullSession session, ConnectionParameters parameters) {
    this.session = session;
    this.parameters = parameters;
  }

  @Override
  public int sealedSize(int length) {
    CipherSuite suite = parameters.cipherSuite();
    int size = length + suite.mac().size();
    int block = suite.bulk().ivSize();
    return block == 0 ? size : (size / block + 1) * block;
  }

  @Override
  public int seal(
      int sequence,
      int recordType,
      byte[] content,
      int contentOffset,
      int length,
      byte[] sealed,
      int sealedOffset)
      throws EngineException {
    checkRecord(sequence);
    Objects.checkFromIndexSize(contentOffset, length, content.length);
    Objects.checkFromIndexSize(sealedOffset, sealedSize(length), sealed.length);
    if (length > session.largestRecord()) {
      throw tooLong(length);
    }
    byte[] fragment;
    try {
      fragment =
          session
              .connections()
              .seal(number(), recordType, sequence, content, contentOffset, length);
    } catch (WimException e) {
      throw e.toEngineException();
    }
    if (fragment.length != sealedSize(length)) {
      throw new EngineException(
          Reason.FAILED, "The card's sealed record is malformed: use another card.");
    }
    System.arraycopy(fragment, 0, sealed, sealedOffset, fragment.length);
    return fragment.length;
  }

  @Override
  public int open(
      int sequence,
      int recordType,
      byte[] sealed,
      int sealedOffset,
      int length,
      byte[] content,
      int contentOffset)
      throws EngineException {
    checkRecord(sequence);
    Objects.checkFromIndexSize(sealedOffset, length, sealed.length);
    Objects.checkFromIndexSize(contentOffset, length, content.length);
    if (!canBeARecord(length)) {
      return REJECTED; // Its length is public: the card need not be asked.
    }
    if (length > sealedSize(session.largestRecord())) {
      throw tooLong(length);
    }
    Optional<byte[]> opened;
    try {
      opened =
          session.connections().open(number(), recordType, sequence, sealed, sealedOffset, length);
    } catch (WimException e) {
      throw e.toEngineException();
    }
    if (opened.isEmpty() || opened.get().length > length) {
      return REJECTED;
    }
    byte[] plain = opened.get();
    System.arraycopy(plain, 0, content, contentOffset, plain.length);
    Arrays.fill(plain, (byte) 0);
    return plain.length;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      connection.ifPresent(session::disconnect);
      session.leave(this);
    }
  }

  private boolean canBeARecord(int length) {
    int block = parameters.cipherSuite().bulk().ivSize();
    return length >= sealedSize(0) && (block == 0 || length % block == 0);
  }

  private int number() throws EngineException {
    if (connection.isEmpty()) {
      connection = Optional.of(session.connect(parameters));
    }
    return connection.get();
  }

  private void checkRecord(int sequence) throws EngineException {
    if (closed) {
      throw new EngineException(Reason.CLOSED, "The record protection is closed: make a new one.");
    }
    if (sequence < 0 || sequence > 0xFFFF) {
      throw new IllegalArgumentException("sequence is not within 0 to 65535: " + sequence);
    }
  }

  private EngineException tooLong(int length) {
    return new EngineException(
        Reason.UNSUPPORTED,
        "A record of "
            + length
            + " octets is too long for the card, which takes "
            + session.largestRecord()
            + ": send less at a time.");
  }
}
