package wtls.protocol.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;

/** Splits datagrams into the records they hold (WAP-261 9.2.1). */
public final class Datagrams {
  private Datagrams() {}

  /**
   * The records of a datagram.
   *
   * @param records the records up to the first problem, in order; not modifiable
   * @param problem why the rest of the datagram could not be read; empty when all is well
   */
  public record Split(List<RecordView> records, Optional<DecodeException> problem) {}

  /**
   * Splits the first {@code length} octets of {@code datagram}, without copying them. A record
   * without length field takes all that remains. Never throws on any content.
   *
   * @param datagram owned by the caller, shared by the views
   */
  public static Split split(byte[] datagram, int length) {
    OctetReader in = new OctetReader(datagram, 0, length);
    RecordView first;
    try {
      first = next(datagram, in);
    } catch (DecodeException problem) {
      return new Split(List.of(), Optional.of(problem));
    }
    if (in.remaining() == 0) {
      return new Split(List.of(first), Optional.empty());
    }
    List<RecordView> records = new ArrayList<>(4);
    records.add(first);
    Optional<DecodeException> problem = Optional.empty();
    try {
      while (in.remaining() > 0) {
        records.add(next(datagram, in));
      }
    } catch (DecodeException e) {
      problem = Optional.of(e);
    }
    return new Split(Collections.unmodifiableList(records), problem);
  }

  private static RecordView next(byte[] datagram, OctetReader in) throws DecodeException {
    int start = in.offset();
    int type = in.uint8("record_type");
    int sequence = RecordType.hasSequence(type) ? in.uint16("sequence_number") : -1;
    int lengthAt = in.offset();
    int length = RecordType.hasLength(type) ? in.uint16("length") : in.remaining();
    if (length == 0) {
      throw new DecodeException("fragment", in.offset(), "is empty");
    }
    if (length > in.remaining()) {
      String overrun = "says " + length + ", but " + in.remaining() + " octets remain";
      throw new DecodeException("length", lengthAt, overrun);
    }
    int fragment = in.offset();
    in.skip(length);
    return new RecordView(datagram, start, fragment + length, type, sequence, fragment, length);
  }
}
