package wtls.card.pkcs15;

import java.util.HexFormat;
import java.util.List;

/**
 * Where something is on the card (WAP-260 9.1).
 *
 * @param ids file identifiers of two octets each, one after the other; 2 to 12 octets, not copied.
 *     One: a file in the current directory; more: a walk
 * @param index where it begins in the file; 0 when nothing is said
 * @param length how many octets it has; -1 when nothing is said: the whole file
 */
public record FilePath(byte[] ids, int index, int length) {
  private static final int LONGEST = 12;

  /** A whole file in the current directory. */
  public static FilePath of(int id) {
    return new FilePath(new byte[] {(byte) (id >> 8), (byte) id}, 0, -1);
  }

  /** A part of a file in the current directory. */
  public static FilePath of(int id, int index, int length) {
    return new FilePath(new byte[] {(byte) (id >> 8), (byte) id}, index, length);
  }

  /** The one made of an identifier, an index and a length that follow each other. */
  static FilePath from(List<Tlv> fields) throws MalformedObjectException {
    if (fields.isEmpty() || fields.get(0).tag() != Tlv.OCTET_STRING) {
      throw new MalformedObjectException("A path has no file identifier.");
    }
    byte[] ids = fields.get(0).value();
    if (ids.length < 2 || ids.length % 2 != 0 || ids.length > LONGEST) {
      throw new MalformedObjectException("A path has " + ids.length + " octets.");
    }
    int index = 0;
    int length = -1;
    for (Tlv field : fields.subList(1, fields.size())) {
      if (field.tag() == Tlv.INTEGER) {
        index = field.number();
      } else if (field.tag() == 0x80) {
        length = field.number();
      }
    }
    return new FilePath(ids, index, length);
  }

  byte[] encode() {
    return length < 0
        ? Der.sequence(Der.octets(ids))
        : Der.sequence(
            Der.octets(ids), Der.fixedInteger(Tlv.INTEGER, index), Der.fixedInteger(0x80, length));
  }

  @Override
  public String toString() {
    String file = HexFormat.of().withUpperCase().formatHex(ids);
    return length < 0 ? file : file + " from " + index + ", " + length + " octets";
  }
}
