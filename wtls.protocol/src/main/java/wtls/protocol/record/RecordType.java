package wtls.protocol.record;

/**
 * The first octet of a record (WAP-261 9.2.1): three flags, a reserved bit and the content type.
 */
public final class RecordType {
  /** Flag L: the record has a length field. */
  public static final int LENGTH = 0x80;

  /** Flag S: the record has a sequence number. */
  public static final int SEQUENCE = 0x40;

  /** Flag C: the record is protected with the current cipher spec. */
  public static final int CIPHER = 0x20;

  private static final int CONTENT_TYPE = 0x0F;

  private RecordType() {}

  /** The octet for a record with a sequence number, as all records over UDP are. */
  public static int of(ContentType content, boolean ciphered, boolean withLength) {
    return SEQUENCE | content.number() | (ciphered ? CIPHER : 0) | (withLength ? LENGTH : 0);
  }

  /** Whether flag L is set. */
  public static boolean hasLength(int type) {
    return (type & LENGTH) != 0;
  }

  /** Whether flag S is set. */
  public static boolean hasSequence(int type) {
    return (type & SEQUENCE) != 0;
  }

  /** Whether flag C is set. */
  public static boolean isCiphered(int type) {
    return (type & CIPHER) != 0;
  }

  /** The number of the content type, 0 to 15. */
  public static int contentNumber(int type) {
    return type & CONTENT_TYPE;
  }
}
