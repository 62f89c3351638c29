package wtls.card.pkcs15;

import java.util.ArrayList;
import java.util.List;

/**
 * An entry of a PrKDF: a private key (WAP-260 9.4.2).
 *
 * @param ec whether it is an EC key; else RSA
 * @param label its name
 * @param authId the PIN that guards it; -1 when the card does not say
 * @param id SHA-1 of the public key: 20 octets, not copied
 * @param usage the usage bits
 * @param access the access bits
 * @param reference the value for tag 84
 * @param path its file, the value for tag 81
 * @param modulusBits of an RSA key; 0 for EC
 * @param algorithm the reference of its algorithm in the token information; -1 when not said
 */
public record PrivateKeyObject(
    boolean ec,
    String label,
    int authId,
    byte[] id,
    int usage,
    int access,
    int reference,
    FilePath path,
    int modulusBits,
    int algorithm) {
  /** Usage bits, bit 0 as the most significant of 32. */
  public static final int DECRYPT = 0x40000000;

  public static final int SIGN = 0x20000000;

  /**
   * PKCS #15 has no word for key agreement whose result leaves the card: ours for it is this one,
   * beside {@link #DERIVE}.
   */
  public static final int UNWRAP = 0x04000000;

  public static final int DERIVE = 0x00800000;
  public static final int NON_REPUDIATION = 0x00400000;

  private static final int EC = 0xA0;
  private static final int LARGEST_MODULUS = 8192;

  /** Reads a file. */
  public static List<PrivateKeyObject> read(byte[] file) throws MalformedObjectException {
    List<PrivateKeyObject> keys = new ArrayList<>();
    for (Tlv entry : Tlv.directory(file)) {
      if (entry.tag() == Tlv.SEQUENCE || entry.tag() == EC) {
        keys.add(of(entry));
      }
    }
    return keys;
  }

  private static PrivateKeyObject of(Tlv entry) throws MalformedObjectException {
    Fields fields = Fields.of(entry);
    byte[] id = fields.classAttribute(Tlv.OCTET_STRING).value();
    List<Tlv> bits =
        fields.classAttributes().stream().filter(f -> f.tag() == Tlv.BIT_STRING).toList();
    if (id.length != 20 || bits.isEmpty()) {
      throw new MalformedObjectException("A private key lacks its identifier or its usage.");
    }
    boolean ec = entry.tag() == EC;
    List<Tlv> numbers =
        fields.typeAttributes().stream().filter(f -> f.tag() == Tlv.INTEGER).toList();
    int modulus = ec || numbers.isEmpty() ? 0 : numbers.get(0).number();
    if (!ec && (modulus < 512 || modulus > LARGEST_MODULUS)) {
      throw new MalformedObjectException("An RSA key is said to have " + modulus + " bits.");
    }
    int at = ec ? 0 : 1;
    return new PrivateKeyObject(
        ec,
        fields.label(),
        fields.authId(),
        id,
        bits.get(0).bits(),
        bits.size() > 1 ? bits.get(1).bits() : 0,
        referenceIn(fields.classAttributes()),
        FilePath.from(sequenceIn(fields.typeAttributes()).children()),
        modulus,
        numbers.size() > at ? numbers.get(at).number() : Fields.NONE);
  }

  private static int referenceIn(List<Tlv> fields) throws MalformedObjectException {
    Tlv field = Fields.find(fields, Tlv.INTEGER).orElse(null);
    return field == null ? 0 : field.number() & 0xFF;
  }

  private static Tlv sequenceIn(List<Tlv> fields) throws MalformedObjectException {
    return Fields.find(fields, Tlv.SEQUENCE)
        .orElseThrow(() -> new MalformedObjectException("A private key has no path."));
  }

  /** The entry's octets. */
  public byte[] encode() {
    byte[] path = this.path.encode();
    byte[] algorithm = Der.integer(Tlv.INTEGER, this.algorithm);
    byte[] type =
        ec
            ? Fields.type(path, algorithm)
            : Fields.type(path, Der.integer(Tlv.INTEGER, modulusBits), algorithm);
    return Der.object(
        ec ? EC : Tlv.SEQUENCE,
        // private
        Der.sequence(Fields.label(label), Der.bits(0), Fields.authId(authId)),
        Der.sequence(
            Der.octets(id),
            Der.bits(BitNumbers.of(usage)),
            Der.bits(BitNumbers.of(access)),
            Der.integer(Tlv.INTEGER, reference)),
        type);
  }
}
