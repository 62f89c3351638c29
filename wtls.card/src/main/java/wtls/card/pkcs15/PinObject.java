package wtls.card.pkcs15;

import java.util.ArrayList;
import java.util.List;

/**
 * An entry of the AODF: a PIN (WAP-260 9.4.6). The first of the first AODF is PIN-G.
 *
 * @param label its name
 * @param authId what keys and files refer to it by
 * @param flags bits as PKCS #15 numbers them, bit 0 as the most significant of 32
 * @param type 0 BCD, 1 ASCII digits, 2 UTF-8
 * @param minimum the least number of characters
 * @param stored octets of the padded PIN
 * @param reference P2 of the PIN commands
 * @param pad what it is padded with
 * @param path the directory it is checked in
 */
public record PinObject(
    String label,
    int authId,
    int flags,
    int type,
    int minimum,
    int stored,
    int reference,
    byte pad,
    FilePath path) {
  private static final int REFERENCE = 0x80;
  private static final int ENUMERATED = 0x0A;

  /** Reads a file. */
  public static List<PinObject> read(byte[] file) throws MalformedObjectException {
    List<PinObject> pins = new ArrayList<>();
    for (Tlv entry : Tlv.directory(file)) {
      if (entry.tag() == Tlv.SEQUENCE) {
        pins.add(of(entry));
      }
    }
    return pins;
  }

  private static PinObject of(Tlv entry) throws MalformedObjectException {
    Fields fields = Fields.of(entry);
    int authId = fields.classAttribute(Tlv.OCTET_STRING).number();
    List<Tlv> type = fields.typeAttributes();
    List<Tlv> integers = type.stream().filter(field -> field.tag() == Tlv.INTEGER).toList();
    Tlv pad = Fields.find(type, Tlv.OCTET_STRING).orElse(new Tlv(0, new byte[] {(byte) 0xFF}));
    Tlv path = Fields.find(type, Tlv.SEQUENCE).orElse(null);
    if (integers.size() < 2 || pad.value().length != 1) {
      throw new MalformedObjectException("A PIN's lengths or its padding are missing.");
    }
    int stored = integers.get(1).number();
    if (stored < 1 || stored > 64) {
      throw new MalformedObjectException("A PIN is said to have " + stored + " octets.");
    }
    return new PinObject(
        fields.label(),
        authId,
        Fields.find(type, Tlv.BIT_STRING).map(PinObject::bitsOrNone).orElse(0),
        numberOr(type, ENUMERATED, 1),
        integers.get(0).number(),
        stored,
        numberOr(type, REFERENCE, 0) & 0xFF,
        pad.value()[0],
        path == null
            ? FilePath.from(List.of(new Tlv(Tlv.OCTET_STRING, new byte[] {0x3F, 0})))
            : FilePath.from(path.children()));
  }

  private static int bitsOrNone(Tlv field) {
    try {
      return field.bits();
    } catch (MalformedObjectException e) {
      return 0;
    }
  }

  private static int numberOr(List<Tlv> fields, int tag, int otherwise)
      throws MalformedObjectException {
    Tlv field = Fields.find(fields, tag).orElse(null);
    return field == null ? otherwise : field.number();
  }

  /** Whether the PIN may be switched off. */
  public boolean canBeDisabled() {
    return BitNumbers.has(flags, 8);
  }

  /** The entry's octets. */
  public byte[] encode() {
    return Der.sequence(
        // private
        Der.sequence(Fields.label(label), Der.bits(0)),
        Der.sequence(Fields.authId(authId)),
        Fields.type(
            Der.bits(BitNumbers.of(flags)),
            Der.integer(ENUMERATED, type),
            Der.integer(Tlv.INTEGER, minimum),
            Der.integer(Tlv.INTEGER, stored),
            Der.integer(REFERENCE, reference),
            Der.octets(new byte[] {pad}),
            path.encode()));
  }
}
