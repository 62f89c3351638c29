package wtls.card.pkcs15;

import java.util.ArrayList;
import java.util.List;

/**
 * An entry of the DODF: an object of an application (WAP-260 9.4.5).
 *
 * @param oid what it is
 * @param authId the PIN that guards it; -1 for none
 * @param secret whether it can be read only after the PIN
 * @param path where it is
 */
public record DataObject(String oid, int authId, boolean secret, FilePath path) {
  private static final int OPAQUE = 0xA1;

  /** Reads a file; entries without an identifier or a place on the card are left out. */
  public static List<DataObject> read(byte[] file) throws MalformedObjectException {
    List<DataObject> objects = new ArrayList<>();
    for (Tlv entry : Tlv.directory(file)) {
      List<Tlv> parts = entry.children();
      if (parts.size() < 3 || entry.tag() != Tlv.SEQUENCE) {
        continue;
      }
      Tlv oid = parts.get(1).child(Tlv.OID).orElse(null);
      Tlv type = entry.child(OPAQUE).orElse(null);
      if (oid == null || type == null) {
        continue;
      }
      List<Tlv> place = pathIn(type);
      if (!place.isEmpty()) {
        objects.add(of(parts.get(0), oid, place));
      }
    }
    return objects;
  }

  /** Directly in a sequence, or one sequence deeper, as cards differ. */
  private static List<Tlv> pathIn(Tlv type) throws MalformedObjectException {
    Tlv inner = type;
    for (int depth = 0; depth < 3; depth++) {
      List<Tlv> fields = inner.children();
      if (fields.isEmpty()) {
        return List.of();
      }
      if (fields.get(0).tag() == Tlv.OCTET_STRING) {
        return fields;
      }
      if (fields.get(0).tag() != Tlv.SEQUENCE) {
        return List.of();
      }
      inner = fields.get(0);
    }
    return List.of();
  }

  private static DataObject of(Tlv common, Tlv oid, List<Tlv> place)
      throws MalformedObjectException {
    int authId = Fields.NONE;
    boolean secret = false;
    for (Tlv field : common.children()) {
      if (field.tag() == Tlv.OCTET_STRING) {
        authId = field.number();
      } else if (field.tag() == Tlv.BIT_STRING) {
        secret = BitNumbers.has(field.bits(), 0);
      }
    }
    return new DataObject(Oid.decode(oid.value()), authId, secret, FilePath.from(place));
  }

  /** The entry's octets. */
  public byte[] encode() {
    return Der.sequence(
        Der.sequence(secret ? Der.bits(0, 1) : Der.bits(1), Fields.authId(authId)),
        Der.sequence(Der.oid(oid)),
        Der.object(OPAQUE, path.encode()));
  }
}
