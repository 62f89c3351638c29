package wtls.protocol.record;

import java.util.Optional;

/**
 * One record in a received datagram: a slice, which shares the array and copies nothing. Valid as
 * long as the datagram's array is not written to.
 *
 * @param datagram the array that holds it
 * @param start where its header begins
 * @param end where it ends, exclusive
 * @param type the first octet as received, flags and all; see {@link RecordType}
 * @param sequence its sequence number, or -1 if it has none
 * @param fragmentOffset where its fragment begins
 * @param fragmentLength octets of its fragment, at least 1
 */
public record RecordView(
    byte[] datagram,
    int start,
    int end,
    int type,
    int sequence,
    int fragmentOffset,
    int fragmentLength) {

  /** Whether it is protected with the current cipher spec (flag C). */
  public boolean ciphered() {
    return RecordType.isCiphered(type);
  }

  /** What it carries; empty for types that are to be ignored (WAP-261 9.2.1). */
  public Optional<ContentType> contentType() {
    return ContentType.of(RecordType.contentNumber(type));
  }

  /** Octets of the whole record, header and fragment. */
  public int length() {
    return end - start;
  }
}
