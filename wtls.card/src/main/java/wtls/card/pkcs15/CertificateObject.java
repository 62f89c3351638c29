package wtls.card.pkcs15;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entry of a CDF: a certificate (WAP-260 9.4.4).
 *
 * @param wtls whether it is a WTLS certificate; else X.509
 * @param label its name
 * @param authId the PIN for changing it; -1 for none
 * @param id SHA-1 of the certified public key: 20 octets, not copied
 * @param authority whether it is a CA's
 * @param issuer SHA-1 of the issuer's public key; empty for a root
 * @param value where the certificate is
 */
public record CertificateObject(
    boolean wtls,
    String label,
    int authId,
    byte[] id,
    boolean authority,
    Optional<byte[]> issuer,
    Value value) {

  /** Where a certificate is. */
  public sealed interface Value {
    /** On the card. */
    record OnCard(FilePath path) implements Value {}

    /**
     * At a URL.
     *
     * @param text its octets as they are
     */
    record AtUrl(byte[] text) implements Value {}
  }

  private static final int WTLS = 0xA3;
  private static final int BOOLEAN = 0x01;
  private static final int PRINTABLE = 0x13;
  private static final int IA5 = 0x16;
  private static final int URL_WITH_DIGEST = 0xA3;

  /** The number that names the kind of a request identifier: hash of the issuer's key. */
  private static final int ISSUER_KEY_HASH = 5;

  /** Reads a file; kinds of certificates that WTLS does not know are left out. */
  public static List<CertificateObject> read(byte[] file) throws MalformedObjectException {
    List<CertificateObject> certificates = new ArrayList<>();
    for (Tlv entry : Tlv.directory(file)) {
      if (entry.tag() == Tlv.SEQUENCE || entry.tag() == WTLS) {
        certificates.add(of(entry));
      }
    }
    return certificates;
  }

  private static CertificateObject of(Tlv entry) throws MalformedObjectException {
    Fields fields = Fields.of(entry);
    byte[] id = fields.classAttribute(Tlv.OCTET_STRING).value();
    if (id.length != 20 || fields.typeAttributes().isEmpty()) {
      throw new MalformedObjectException("A certificate lacks its identifier or its place.");
    }
    boolean authority =
        Fields.find(fields.classAttributes(), BOOLEAN)
            .map(field -> field.value().length == 1 && field.value()[0] != 0)
            .orElse(false);
    return new CertificateObject(
        entry.tag() == WTLS,
        fields.label(),
        fields.authId(),
        id,
        authority,
        issuerIn(fields.classAttributes()),
        valueOf(fields.typeAttributes().get(0)));
  }

  /** In a sequence with its kind, or bare behind the identifier. */
  private static Optional<byte[]> issuerIn(List<Tlv> fields) throws MalformedObjectException {
    byte[] issuer = null;
    for (Tlv field : fields.subList(1, fields.size())) {
      if (field.tag() == Tlv.OCTET_STRING) {
        issuer = field.value();
      } else if (field.tag() == Tlv.SEQUENCE) {
        issuer = field.child(Tlv.OCTET_STRING).map(Tlv::value).orElse(null);
      }
    }
    return Optional.ofNullable(issuer).filter(hash -> hash.length == 20);
  }

  private static Value valueOf(Tlv value) throws MalformedObjectException {
    return switch (value.tag()) {
      case Tlv.SEQUENCE -> new Value.OnCard(FilePath.from(value.children()));
      case PRINTABLE, IA5 -> new Value.AtUrl(value.value());
      case URL_WITH_DIGEST -> {
        List<Tlv> parts = value.children();
        if (parts.isEmpty()) {
          throw new MalformedObjectException("A certificate's URL is missing.");
        }
        yield new Value.AtUrl(parts.get(0).value());
      }
      default ->
          throw new MalformedObjectException("A certificate is neither on the card nor at a URL.");
    };
  }

  /** The entry's octets. */
  public byte[] encode() {
    // modifiable, where a PIN allows it
    byte[] flags = authId < 0 ? Der.bits() : Der.bits(1);
    byte[] guard = authId < 0 ? new byte[0] : Fields.authId(authId);
    byte[] ca = authority ? Der.object(BOOLEAN, new byte[] {(byte) 0xFF}) : new byte[0];
    byte[] requestId =
        issuer
            .map(hash -> Der.sequence(Der.integer(Tlv.INTEGER, ISSUER_KEY_HASH), Der.octets(hash)))
            .orElse(new byte[0]);
    byte[] place =
        value instanceof Value.OnCard here
            ? here.path().encode()
            : Der.object(PRINTABLE, ((Value.AtUrl) value).text());
    return Der.object(
        wtls ? WTLS : Tlv.SEQUENCE,
        Der.sequence(Fields.label(label), flags, guard),
        Der.sequence(Der.octets(id), ca, requestId),
        Fields.type(place));
  }
}
