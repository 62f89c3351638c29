package wtls.protocol.codec;

/**
 * Malformed input, of whatever kind. Names the field as WAP-261 does and where in the array it
 * begins. Cheap: it has no stack trace, since peers can cause it at will.
 */
public final class DecodeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final int offset;

  /**
   * @param field the field that is wrong, for example {@code client_hello.session_id}
   * @param offset octets from the start of the array that was decoded
   * @param problem what is wrong with it, without a full stop
   */
  public DecodeException(String field, int offset, String problem) {
    super(field + " at offset " + offset + ": " + problem, null, false, false);
    this.field = field;
    this.offset = offset;
  }

  /** The field that is wrong. */
  public String field() {
    return field;
  }

  /** Where it begins, in octets from the start of the array that was decoded. */
  public int offset() {
    return offset;
  }
}
