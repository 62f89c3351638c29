package wtls.protocol.alert;

import java.util.Objects;

/**
 * What ties an alert to the record that it answers (WAP-261 10.2). Anyone who sees that record can
 * compute it: it proves nothing.
 */
public final class AlertChecksum {
  /** For an alert that answers no record. */
  public static final int NONE = 0;

  private AlertChecksum() {}

  /**
   * The exclusive or of the record's 4-octet words, the last one padded with zeros.
   *
   * @param record holds the whole record as on the wire, from {@code off} on
   * @param len octets of header and fragment
   */
  public static int of(byte[] record, int off, int len) {
    Objects.checkFromIndexSize(off, len, record.length);
    int sum = 0;
    for (int i = 0; i < len; i++) {
      sum ^= (record[off + i] & 0xFF) << 24 - 8 * (i & 3);
    }
    return sum;
  }
}
