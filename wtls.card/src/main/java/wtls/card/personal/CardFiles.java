package wtls.card.personal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.card.pkcs15.CertificateObject;
import wtls.card.pkcs15.CurveOids;
import wtls.card.pkcs15.DataObject;
import wtls.card.pkcs15.FilePath;
import wtls.card.pkcs15.ObjectDirectory;
import wtls.card.pkcs15.ObjectDirectory.Kind;
import wtls.card.pkcs15.Oid;
import wtls.card.pkcs15.PinObject;
import wtls.card.pkcs15.PrivateKeyObject;
import wtls.card.pkcs15.TokenInfo;
import wtls.card.pkcs15.UnusedSpace;
import wtls.card.wim.BlankCard;
import wtls.card.wim.BlankCard.Access;
import wtls.card.wim.Feature;
import wtls.card.wim.WimCertificate;
import wtls.card.wim.WimException;

/**
 * The files of a new WIM, with the identifiers of WAP-260's example and its access rights (12.2).
 */
final class CardFiles {
  private static final int OBJECTS = 0x5031;
  private static final int TOKEN_INFO = 0x5032;
  private static final int UNUSED_SPACE = 0x5033;
  private static final int KEYS = 0x4401;
  private static final int OWN_CERTIFICATES = 0x4402;
  private static final int DATA = 0x4403;
  private static final int TRUSTED_CERTIFICATES = 0x4404;
  private static final int USEFUL_CERTIFICATES = 0x4405;
  private static final int PINS = 0x4406;
  private static final int FREE = 0x4420;
  private static final int FIRST_CERTIFICATE = 0x4421;
  private static final int MOST_CERTIFICATES = 15;
  private static final int MORE_CERTIFICATES = 0x4440;
  private static final int PEERS = 0x4431;
  private static final int SESSIONS = 0x4432;
  private static final int DETAILS = 0x4433;
  private static final int SECRETS = 0x4434;

  private static final int RECORD = 22;
  private static final int DETAILS_RECORD = 192;
  private static final int SECRET_RECORD = 24;

  /** Room for the user's certificates and their entries in the lists. */
  private static final int FREE_SIZE = 1024;

  private static final int SPARE = 256;

  private static final int RSA_ALGORITHM = 1;
  private static final int PIN_G = Personalisation.GENERAL_PIN;

  private final BlankCard card;
  private final CardProfile profile;
  private final byte[] serial;
  private final List<Personalisation.CardKey> keys;
  private int written;

  CardFiles(
      BlankCard card, CardProfile profile, byte[] serial, List<Personalisation.CardKey> keys) {
    this.card = card;
    this.profile = profile;
    this.serial = serial;
    this.keys = keys;
  }

  /** Writes all of them; the token information, by which a card is known as ready, last. */
  void write(List<CardCertificate> certificates) throws WimException {
    createRecords();
    writeCertificates(certificates);
    create(FREE, new byte[0], FREE_SIZE, Access.CARDHOLDER);
    create(
        UNUSED_SPACE,
        new UnusedSpace(FilePath.of(FREE, 0, FREE_SIZE), PIN_G).encode(),
        SPARE,
        Access.CARDHOLDER);
    create(KEYS, joined(keys.stream().map(this::keyEntry).toList()), 0, Access.ISSUER);
    create(DATA, joined(dataEntries()), 0, Access.ISSUER);
    create(PINS, joined(pinEntries()), 0, Access.NEVER);
    create(OBJECTS, objects().encode(), 0, Access.ISSUER);
    create(TOKEN_INFO, token().encode(), 0, Access.NEVER);
  }

  private void create(int id, byte[] content, int spare, Access update) throws WimException {
    card.createFile(id, content.length + spare, Access.ALWAYS, update);
    card.write(id, 0, content);
  }

  private void createRecords() throws WimException {
    int slots = profile.slots();
    card.createFile(PEERS, slots * RECORD, Access.ALWAYS, Access.CARDHOLDER);
    card.createFile(SESSIONS, slots * RECORD, Access.ALWAYS, Access.CARDHOLDER);
    card.createFile(DETAILS, slots * DETAILS_RECORD, Access.ALWAYS, Access.NEVER);
    if (keepsReadableSecrets()) {
      card.createFile(SECRETS, slots * SECRET_RECORD, Access.CARDHOLDER, Access.CARDHOLDER);
    }
  }

  private boolean keepsReadableSecrets() {
    return card.announcement().features().contains(Feature.READABLE_SECRETS)
        && !profile.without().contains(Feature.READABLE_SECRETS);
  }

  private void writeCertificates(List<CardCertificate> certificates) throws WimException {
    Map<WimCertificate.Kind, List<byte[]>> entries = new EnumMap<>(WimCertificate.Kind.class);
    for (WimCertificate.Kind kind : WimCertificate.Kind.values()) {
      entries.put(kind, new ArrayList<>());
    }
    // Readers that know PKCS#15 only stop at the first WTLS certificate of a list.
    List<CardCertificate> ordered = new ArrayList<>(certificates);
    ordered.sort(Comparator.comparing(certificate -> isWtls(certificate)));
    for (CardCertificate certificate : ordered) {
      entries.get(certificate.kind()).add(writeCertificate(certificate).encode());
    }
    create(
        OWN_CERTIFICATES, joined(entries.get(WimCertificate.Kind.OWN)), SPARE, Access.CARDHOLDER);
    create(
        TRUSTED_CERTIFICATES, joined(entries.get(WimCertificate.Kind.TRUSTED)), 0, Access.ISSUER);
    create(
        USEFUL_CERTIFICATES,
        joined(entries.get(WimCertificate.Kind.USEFUL)),
        SPARE,
        Access.CARDHOLDER);
  }

  private CertificateObject writeCertificate(CardCertificate certificate) throws WimException {
    boolean trusted = certificate.kind() == WimCertificate.Kind.TRUSTED;
    EncodedCertificate encoded = certificate.certificate();
    CertificateObject.Value value;
    if (encoded.format() == EncodedCertificate.Format.URL) {
      value = new CertificateObject.Value.AtUrl(encoded.octets());
    } else {
      int file = certificateFile(written++);
      create(file, encoded.octets(), 0, trusted ? Access.ISSUER : Access.CARDHOLDER);
      value = new CertificateObject.Value.OnCard(FilePath.of(file, 0, encoded.octets().length));
      if (trusted && checksChains()) {
        card.putRoot(file, 0, encoded.octets().length, encoded.format().number());
      }
    }
    return new CertificateObject(
        isWtls(certificate),
        certificate.label(),
        trusted ? -1 : PIN_G,
        certificate.subject().octets(),
        certificate.authority(),
        certificate.issuer().map(KeyId::octets),
        value);
  }

  private static boolean isWtls(CardCertificate certificate) {
    return certificate.certificate().format() == EncodedCertificate.Format.WTLS;
  }

  private boolean checksChains() {
    return card.announcement().features().contains(Feature.CERTIFICATES);
  }

  private static int certificateFile(int number) {
    return number < MOST_CERTIFICATES
        ? FIRST_CERTIFICATE + number
        : MORE_CERTIFICATES + number - MOST_CERTIFICATES;
  }

  private byte[] keyEntry(Personalisation.CardKey made) {
    NewKey key = made.key();
    int usage =
        switch (key.use()) {
          case SIGN -> PrivateKeyObject.SIGN;
          case SIGN_AND_DECRYPT -> PrivateKeyObject.SIGN | PrivateKeyObject.DECRYPT;
          case AGREE ->
              key.curve().filter(curve -> !curve.legacy()).isPresent()
                  ? PrivateKeyObject.SIGN | PrivateKeyObject.DERIVE
                  : PrivateKeyObject.DERIVE;
          case AGREE_IN_THE_CLEAR -> PrivateKeyObject.UNWRAP | PrivateKeyObject.DERIVE;
          case NON_REPUDIATION -> PrivateKeyObject.NON_REPUDIATION;
        };
    return new PrivateKeyObject(
            key.curve().isPresent(),
            key.name(),
            made.place().pin(),
            key.id().octets(),
            usage,
            // sensitive; and made on the card: always sensitive, never extractable, local
            made.generated() ? 0xB8000000 : 0x80000000,
            made.place().reference(),
            FilePath.of(made.place().file()),
            key.curve().isPresent() ? 0 : key.publicKey().length * 8,
            key.curve().map(curve -> algorithm(curve, key.use())).orElse(RSA_ALGORITHM))
        .encode();
  }

  /** Two for each curve, behind that of RSA: to sign, and to agree. */
  private int algorithm(NamedCurve curve, KeyPlan.Use use) {
    int at = curves().indexOf(curve);
    return RSA_ALGORITHM + 1 + 2 * at + (use.agrees() ? 1 : 0);
  }

  private List<NamedCurve> curves() {
    Set<NamedCurve> curves = new LinkedHashSet<>();
    keys.forEach(key -> key.key().curve().ifPresent(curves::add));
    return List.copyOf(curves);
  }

  private List<byte[]> dataEntries() {
    int slots = profile.slots();
    List<byte[]> entries = new ArrayList<>();
    entries.add(data(Oid.PEERS, false, PEERS, slots * RECORD));
    entries.add(data(Oid.SESSIONS, false, SESSIONS, slots * RECORD));
    entries.add(data(Oid.SESSION_DETAILS, false, DETAILS, slots * DETAILS_RECORD));
    if (keepsReadableSecrets()) {
      entries.add(data(Oid.READABLE_SECRETS, true, SECRETS, slots * SECRET_RECORD));
    }
    return entries;
  }

  private static byte[] data(String oid, boolean secret, int file, int length) {
    return new DataObject(oid, PIN_G, secret, FilePath.of(file, 0, length)).encode();
  }

  private List<byte[]> pinEntries() {
    List<byte[]> entries = new ArrayList<>();
    entries.add(pin("PIN-G", PIN_G, true));
    for (Personalisation.CardKey key : keys) {
      if (key.key().use() == KeyPlan.Use.NON_REPUDIATION) {
        entries.add(pin("PIN-NR " + key.key().name(), key.place().pin(), false));
      }
    }
    return entries;
  }

  private static byte[] pin(String label, int reference, boolean canBeDisabled) {
    // local, initialised, needs padding; perhaps can be disabled
    int flags = canBeDisabled ? 0x4C800000 : 0x4C000000;
    FilePath directory = new FilePath(new byte[] {0x3F, 0x00, 0x50, 0x15}, 0, -1);
    return new PinObject(label, reference, flags, 1, 4, 8, reference, (byte) 0xFF, directory)
        .encode();
  }

  private static ObjectDirectory objects() {
    return new ObjectDirectory(
        Map.of(
            Kind.PRIVATE_KEYS, List.of(FilePath.of(KEYS)),
            Kind.OWN_CERTIFICATES, List.of(FilePath.of(OWN_CERTIFICATES)),
            Kind.TRUSTED_CERTIFICATES, List.of(FilePath.of(TRUSTED_CERTIFICATES)),
            Kind.USEFUL_CERTIFICATES, List.of(FilePath.of(USEFUL_CERTIFICATES)),
            Kind.DATA, List.of(FilePath.of(DATA)),
            Kind.AUTHENTICATION, List.of(FilePath.of(PINS))),
        Optional.of(new byte[] {0x3F, 0x00, 0x50, 0x15}));
  }

  private TokenInfo token() {
    boolean wim = profile.cardClass() > 1;
    List<TokenInfo.Environment> environments = new ArrayList<>();
    if (wim) {
      environments.add(new TokenInfo.Environment(1, Oid.WTLS_RSA));
    }
    environments.add(new TokenInfo.Environment(2, Oid.GENERIC_RSA));
    if (wim) {
      environments.add(new TokenInfo.Environment(3, Oid.WTLS_ECDH));
    }
    environments.add(new TokenInfo.Environment(4, Oid.GENERIC_ECC));
    if (keepsReadableSecrets()) {
      environments.add(new TokenInfo.Environment(5, Oid.OPEN_AGREEMENT));
    }
    if (profile.cardClass() == 3) {
      environments.add(new TokenInfo.Environment(6, Oid.ENGINE));
    }
    String label = wim ? "WIM 1.0 " + profile.label() : profile.label();
    return new TokenInfo(serial, profile.manufacturer(), label, environments, algorithms());
  }

  /** PKCS #11's numbers of RSA PKCS, ECDSA and ECDH1 derivation. */
  private List<TokenInfo.Algorithm> algorithms() {
    List<TokenInfo.Algorithm> algorithms = new ArrayList<>();
    // compute signature, decipher
    algorithms.add(new TokenInfo.Algorithm(RSA_ALGORITHM, 0x1, Optional.empty(), 0x44000000));
    for (NamedCurve curve : curves()) {
      Optional<String> oid = Optional.of(CurveOids.of(curve));
      int sign = algorithm(curve, KeyPlan.Use.SIGN);
      algorithms.add(new TokenInfo.Algorithm(sign, 0x1041, oid, 0x40000000));
      int agree = algorithm(curve, KeyPlan.Use.AGREE);
      algorithms.add(new TokenInfo.Algorithm(agree, 0x1050, oid, 0x08000000));
    }
    return algorithms;
  }

  private static byte[] joined(List<byte[]> entries) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    entries.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
