package wtls.protocol.record;

/** Writes what comes before a record's fragment (WAP-261 9.2.1). */
public final class RecordHeader {
  private RecordHeader() {}

  /** Octets of a header with a sequence number, and with a length field or without. */
  public static int size(boolean lengthField) {
    return lengthField ? 5 : 3;
  }

  /**
   * Writes a header. Its type tells which fields it has.
   *
   * @param off where it begins in {@code out}
   * @param type the first octet; see {@link RecordType}
   * @param sequence 0 to 65535; not used without flag S
   * @param fragmentLength octets of the fragment as sent; not used without flag L
   */
  public static void write(byte[] out, int off, int type, int sequence, int fragmentLength) {
    int at = off;
    out[at++] = (byte) type;
    if (RecordType.hasSequence(type)) {
      out[at++] = (byte) (sequence >>> 8);
      out[at++] = (byte) sequence;
    }
    if (RecordType.hasLength(type)) {
      out[at++] = (byte) (fragmentLength >>> 8);
      out[at] = (byte) fragmentLength;
    }
  }
}
