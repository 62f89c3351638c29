package wtls.card.wim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.card.pkcs15.CertificateObject;
import wtls.card.pkcs15.DataObject;
import wtls.card.pkcs15.FilePath;
import wtls.card.pkcs15.MalformedObjectException;
import wtls.card.pkcs15.ObjectDirectory;
import wtls.card.pkcs15.ObjectDirectory.Kind;
import wtls.card.pkcs15.Oid;
import wtls.card.pkcs15.PinObject;
import wtls.card.pkcs15.PrivateKeyObject;
import wtls.card.pkcs15.TokenInfo;

/** Reads the directory files, each once: they change only where this driver writes. */
final class WimReader {
  private static final byte[] TOKEN_INFO = {0x50, 0x32};
  private static final byte[] OBJECT_DIRECTORY = {0x50, 0x31};

  private final WimFiles files;
  private TokenInfo token;
  private ObjectDirectory objects;
  private List<WimPin> pins;
  private List<DataObject> data;
  private WimDirectory directory;

  /** Parses one directory file. */
  @FunctionalInterface
  private interface Parser<T> {
    T parse(byte[] file) throws MalformedObjectException;
  }

  WimReader(WimFiles files) {
    this.files = files;
  }

  /** Reads it anew: another application may have been selected. */
  TokenInfo readToken() throws WimException {
    token = parse("token information", files.read(TOKEN_INFO, 0, -1), TokenInfo::read);
    return token;
  }

  TokenInfo token() {
    return token;
  }

  String serial() {
    return HexFormat.of().formatHex(token.serial());
  }

  private ObjectDirectory objects() throws WimException {
    if (objects == null) {
      byte[] file = files.read(OBJECT_DIRECTORY, 0, -1);
      objects = parse("object directory", file, ObjectDirectory::read);
    }
    return objects;
  }

  /** The PINs; the first is PIN-G (WAP-260 9.4.6). */
  List<WimPin> pins() throws WimException {
    if (pins == null) {
      List<WimPin> found = new ArrayList<>();
      for (PinObject pin : read("list of PINs", Kind.AUTHENTICATION, PinObject::read)) {
        found.add(
            new WimPin(
                pin.label(),
                pin.reference(),
                pin.authId(),
                found.isEmpty(),
                pin.minimum(),
                pin.stored(),
                pin.pad(),
                pin.canBeDisabled()));
      }
      if (found.isEmpty()) {
        throw WimException.of("list of PINs", new MalformedObjectException("It is empty."));
      }
      pins = List.copyOf(found);
    }
    return pins;
  }

  /** Where an application's object is. */
  Optional<FilePath> dataObject(String oid) throws WimException {
    if (data == null) {
      data = read("list of data objects", Kind.DATA, DataObject::read);
    }
    return data.stream().filter(o -> o.oid().equals(oid)).map(DataObject::path).findFirst();
  }

  WimDirectory directory() throws WimException {
    if (directory == null) {
      List<WimKey> keys = new ArrayList<>();
      for (PrivateKeyObject key : read("list of keys", Kind.PRIVATE_KEYS, PrivateKeyObject::read)) {
        keys.add(key(key));
      }
      List<WimCertificate> certificates = new ArrayList<>();
      addCertificates(certificates, Kind.OWN_CERTIFICATES, WimCertificate.Kind.OWN);
      addCertificates(certificates, Kind.USEFUL_CERTIFICATES, WimCertificate.Kind.USEFUL);
      addCertificates(certificates, Kind.TRUSTED_CERTIFICATES, WimCertificate.Kind.TRUSTED);
      directory = new WimDirectory(keys, certificates);
    }
    return directory;
  }

  private WimKey key(PrivateKeyObject key) {
    Optional<NamedCurve> curve = key.ec() ? curveOf(key) : Optional.empty();
    int usage = key.usage();
    boolean nonRepudiation = (usage & PrivateKeyObject.NON_REPUDIATION) != 0;
    // WAP-260 has no bit for it: cards that say nothing agree with any EC key that signs.
    boolean agrees = key.ec() && !nonRepudiation;
    boolean sealed = token.environment(Oid.WTLS_ECDH).isPresent();
    boolean open = (usage & PrivateKeyObject.UNWRAP) != 0;
    return new WimKey(
        KeyId.of(key.id()),
        key.label(),
        nonRepudiation || (usage & PrivateKeyObject.SIGN) != 0,
        agrees && sealed && !open,
        agrees && (open || !sealed),
        (usage & PrivateKeyObject.DECRYPT) != 0,
        nonRepudiation,
        curve,
        key.modulusBits(),
        key.reference(),
        key.path().ids(),
        key.authId());
  }

  /** By its algorithm, or the only curve that there is. */
  private Optional<NamedCurve> curveOf(PrivateKeyObject key) {
    List<NamedCurve> curves =
        token.algorithms().stream()
            .filter(a -> key.algorithm() < 0 || a.reference() == key.algorithm())
            .flatMap(a -> a.curve().stream())
            .distinct()
            .toList();
    return curves.size() == 1 ? Optional.of(curves.get(0)) : Optional.empty();
  }

  private void addCertificates(
      List<WimCertificate> certificates, Kind list, WimCertificate.Kind kind) throws WimException {
    for (CertificateObject listed : read("list of certificates", list, CertificateObject::read)) {
      certificates.add(
          new WimCertificate(
              kind,
              listed.label(),
              KeyId.of(listed.id()),
              listed.issuer().map(KeyId::of),
              listed.authority(),
              certificate(listed)));
    }
  }

  private EncodedCertificate certificate(CertificateObject listed) throws WimException {
    if (listed.value() instanceof CertificateObject.Value.AtUrl url) {
      return new EncodedCertificate(EncodedCertificate.Format.URL, url.text());
    }
    byte[] octets = files.read(((CertificateObject.Value.OnCard) listed.value()).path());
    return listed.wtls()
        ? new EncodedCertificate(EncodedCertificate.Format.WTLS, octets)
        : new EncodedCertificate(EncodedCertificate.Format.X509, withoutPadding(octets));
  }

  /** A file may be longer than the certificate in it, which says how long it is. */
  private static byte[] withoutPadding(byte[] octets) {
    if (octets.length < 4 || octets[0] != 0x30 || (octets[1] & 0xFF) != 0x82) {
      return octets;
    }
    int length = 4 + ((octets[2] & 0xFF) << 8 | octets[3] & 0xFF);
    return length < octets.length ? Arrays.copyOf(octets, length) : octets;
  }

  private <T> List<T> read(String what, Kind kind, Parser<List<T>> parser) throws WimException {
    List<T> entries = new ArrayList<>();
    for (FilePath path : objects().of(kind)) {
      entries.addAll(parse(what, files.read(path), parser));
    }
    return entries;
  }

  private static <T> T parse(String what, byte[] file, Parser<T> parser) throws WimException {
    try {
      return parser.parse(file);
    } catch (MalformedObjectException e) {
      throw WimException.of(what, e);
    }
  }
}
