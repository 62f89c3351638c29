package wtls.card.pkcs15;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What all directory entries begin with, and the type attributes that they end with. */
record Fields(String label, int authId, List<Tlv> classAttributes, List<Tlv> typeAttributes) {
  static final int NONE = -1;
  private static final int TYPE = 0xA1;
  private static final int LABEL_SIZE = 32;

  /** An entry has common attributes, class attributes, perhaps subclass ones, and [1] type ones. */
  static Fields of(Tlv entry) throws MalformedObjectException {
    List<Tlv> parts = entry.children();
    if (parts.size() < 3 || parts.get(0).tag() != Tlv.SEQUENCE) {
      throw new MalformedObjectException("An entry of a directory file is cut off.");
    }
    String label = "";
    int authId = NONE;
    for (Tlv field : parts.get(0).children()) {
      if (field.tag() == Tlv.UTF8) {
        label = new String(field.value(), UTF_8).strip();
      } else if (field.tag() == Tlv.OCTET_STRING) {
        authId = field.number();
      }
    }
    Optional<Tlv> type = entry.child(TYPE);
    if (type.isEmpty()) {
      throw new MalformedObjectException("An entry of a directory file has no type attributes.");
    }
    List<Tlv> inner = type.get().children();
    if (inner.isEmpty()) {
      throw new MalformedObjectException("An entry of a directory file has no type attributes.");
    }
    return new Fields(label, authId, parts.get(1).children(), inner.get(0).children());
  }

  Tlv classAttribute(int tag) throws MalformedObjectException {
    return find(classAttributes, tag)
        .orElseThrow(
            () -> new MalformedObjectException("An entry of a directory file lacks a field."));
  }

  static Optional<Tlv> find(List<Tlv> fields, int tag) {
    return fields.stream().filter(field -> field.tag() == tag).findFirst();
  }

  /** The label of 32 octets, left justified with blanks. */
  static byte[] label(String text) {
    byte[] label = new byte[LABEL_SIZE];
    Arrays.fill(label, " ".getBytes(US_ASCII)[0]);
    byte[] octets = text.getBytes(UTF_8);
    System.arraycopy(octets, 0, label, 0, Math.min(octets.length, LABEL_SIZE));
    return Der.object(Tlv.UTF8, label);
  }

  /** Bit 0 private, bit 1 modifiable. */
  static byte[] authId(int authId) {
    return Der.octets(new byte[] {(byte) authId});
  }

  static byte[] type(byte[]... parts) {
    return Der.object(TYPE, Der.sequence(parts));
  }
}
