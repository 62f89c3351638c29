package wtls.gateway.authority;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.gateway.files.OwnerOnly;
import wtls.protocol.certificate.CertificateFiles;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.ChainValidator;
import wtls.protocol.certificate.FileKey;
import wtls.protocol.certificate.SignatureAlgorithm;
import wtls.protocol.certificate.UntrustedException;
import wtls.protocol.certificate.WtlsCertificate;
import wtls.protocol.certificate.WtlsCertificateBuilder;
import wtls.protocol.certificate.WtlsName;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.handshake.ParameterSpecifier;
import wtls.protocol.policy.AlgorithmPolicy;

/**
 * The small CA of a home folder, with an RSA key of 2048 bits and one on curve 7. For use by one
 * thread; several processes may share a home. Methods that make RSA keys may take some seconds.
 */
public final class Authority implements AutoCloseable {
  private static final String ROOT_FILE = "ca.wtls";
  private static final String LOCK_FILE = "ca.lock";
  private static final String CLIENTS = "clients";
  private static final int RSA_BITS = 2048;
  private static final NamedCurve CURVE = NamedCurve.SECP160R1;

  /** For peers whose clocks are behind. */
  private static final Duration BEFORE_NOW = Duration.ofDays(1);

  private static final Duration ROOT_VALIDITY = Duration.ofDays(20 * 365L);
  private static final Duration VALIDITY = Duration.ofDays(2 * 365L);

  /** What a certificate must still have to be left as it is. */
  private static final Duration MARGIN = Duration.ofDays(30);

  private final Path folder;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Map<KeyKind, Identity> own = new EnumMap<>(KeyKind.class);

  private Authority(Path folder, InstantSource clock, SecureRandom random) {
    this.folder = folder;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The CA in a folder, which is made if there is none.
   *
   * @return the caller closes it
   * @throws IdentityException when its files cannot be made, read, or are not what they should be
   */
  public static Authority openOrCreate(Path folder, InstantSource clock, SecureRandom random)
      throws IdentityException {
    Authority authority = new Authority(folder, clock, random);
    try {
      authority.locked(
          () -> {
            for (KeyKind kind : KeyKind.values()) {
              authority.own.put(kind, authority.openOwn(kind));
            }
            authority.writeRoots();
            return null;
          });
      return authority;
    } catch (IdentityException e) {
      authority.close();
      throw e;
    }
  }

  /** The file with the roots, for those who trust this CA. */
  public Path rootFile() {
    return folder.resolve(ROOT_FILE);
  }

  /** The root certificates, in the order of {@link KeyKind}. */
  public List<EncodedCertificate> roots() {
    return own.values().stream().map(identity -> identity.certificates().get(0)).toList();
  }

  /** The root certificate for one kind of key. */
  public EncodedCertificate root(KeyKind kind) {
    return own.get(kind).certificates().get(0);
  }

  /**
   * The file of the gateway's key, certified for a host. The key is made once; the certificate anew
   * when it is for another host, or about to end. It has the root behind it.
   *
   * @param host the name or address by which clients know the gateway
   * @throws IdentityException when the file cannot be read or written
   */
  public Path gateway(String host, KeyKind kind) throws IdentityException {
    Path file = folder.resolve(kind.file("gateway"));
    WtlsName name = WtlsName.server("WTLS Gateway", "", "", host);
    return locked(() -> certified(file, name, kind, true, chain -> validate(chain, kind, host)));
  }

  /**
   * The file of a client's key and certificate, without the root; made once, and renewed when it is
   * about to end.
   *
   * @param name letters, digits, dots, hyphens and underscores; at most 64 of them
   * @throws IdentityException when the file cannot be read or written
   */
  public Path client(String name, KeyKind kind) throws IdentityException {
    WtlsName subject = clientName(name);
    Path file = clients(folder).resolve(kind.file(name));
    return locked(
        () -> certified(file, subject, kind, false, chain -> validateClient(chain, kind)));
  }

  /**
   * Certifies a client's key that somebody else keeps, such as a card; nothing is written.
   *
   * @param name as for {@link #client}
   * @param key RSA keys are certified under the root of kind RSA, EC keys under that of kind EC
   * @return the certificate, whose issuer is the root alone
   * @throws IdentityException when the name is none
   */
  public EncodedCertificate certify(String name, CertificateKey key) throws IdentityException {
    WtlsName subject = clientName(name);
    KeyKind kind = key instanceof CertificateKey.Rsa ? KeyKind.RSA : KeyKind.EC;
    return certify(key, subject, kind).encoded();
  }

  /** The folder of the clients' files in a home. */
  public static Path clients(Path folder) {
    return folder.resolve(CLIENTS);
  }

  /** Wipes the CA's keys. Idempotent. */
  @Override
  public void close() {
    own.values().forEach(Identity::close);
  }

  private static WtlsName clientName(String name) throws IdentityException {
    if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}")) {
      throw new IdentityException(
          "A client's name has 1 to 64 letters, digits, dots, hyphens and underscores, and does not"
              + " begin with a dot.");
    }
    return WtlsName.server("WTLS Client", "", "", name);
  }

  private Identity openOwn(KeyKind kind) throws IdentityException {
    Path file = folder.resolve(kind.file("ca"));
    if (Files.exists(file)) {
      Identity identity = Identity.read(file);
      if (isOfKind(identity.key(), kind)) {
        return identity;
      }
      identity.close();
      throw new IdentityException("The key in " + file + " is of another kind: restore the file.");
    }
    byte[] serial = new byte[4];
    random.nextBytes(serial);
    WtlsName name =
        new WtlsName(
            "WTLS CA",
            "",
            "",
            "",
            List.of(WtlsName.CA, new WtlsName.Extension("SN", HexFormat.of().formatHex(serial))));
    FileKey key = makeKey(kind);
    Instant now = clock.instant();
    WtlsCertificate root =
        sign(
            key,
            name.toIdentifier(),
            name,
            signingKey(key),
            now.minus(BEFORE_NOW),
            now.plus(ROOT_VALIDITY));
    Identity identity = new Identity(key, List.of(root.encoded()));
    identity.write(file);
    return identity;
  }

  private void writeRoots() throws IdentityException {
    byte[] text = CertificateFiles.encode(roots());
    try {
      if (Files.notExists(rootFile()) || !Arrays.equals(text, Files.readAllBytes(rootFile()))) {
        OwnerOnly.write(rootFile(), text);
      }
    } catch (IOException e) {
      throw new IdentityException(
          "Cannot write " + rootFile() + ": check the folder, its owner and the space left.", e);
    }
  }

  /** Decides whether a chain is still good. */
  private interface Check {
    void run(List<EncodedCertificate> chain) throws UntrustedException;
  }

  private Path certified(Path file, WtlsName subject, KeyKind kind, boolean withRoot, Check check)
      throws IdentityException {
    if (Files.notExists(file)) {
      try (FileKey key = makeKey(kind)) {
        certify(key, subject, kind, withRoot).write(file);
      }
      return file;
    }
    try (Identity identity = Identity.read(file)) {
      check.run(identity.certificates());
    } catch (UntrustedException outdated) {
      try (Identity identity = Identity.read(file)) {
        if (!isOfKind(identity.key(), kind)) {
          throw new IdentityException(
              "The key in " + file + " is of another kind: restore the file, or delete it.");
        }
        certify(identity.key(), subject, kind, withRoot).write(file);
      }
    }
    return file;
  }

  private Identity certify(FileKey key, WtlsName subject, KeyKind kind, boolean withRoot)
      throws IdentityException {
    EncodedCertificate certificate = certify(exchangeKey(key), subject, kind).encoded();
    return new Identity(key, withRoot ? List.of(certificate, root(kind)) : List.of(certificate));
  }

  private WtlsCertificate certify(CertificateKey key, WtlsName subject, KeyKind kind)
      throws IdentityException {
    Instant now = clock.instant();
    return sign(
        own.get(kind).key(),
        subject(root(kind)),
        subject,
        key,
        now.minus(BEFORE_NOW),
        now.plus(VALIDITY));
  }

  private WtlsCertificate sign(
      FileKey signer,
      Identifier issuer,
      WtlsName subject,
      CertificateKey key,
      Instant first,
      Instant last) {
    WtlsCertificateBuilder builder =
        new WtlsCertificateBuilder()
            .issuer(issuer)
            .subject(subject.toIdentifier())
            .validity(first, last)
            .publicKey(key);
    if (signer instanceof FileKey.Rsa rsa) {
      return builder.sign(
          SignatureAlgorithm.RSA_SHA, hash -> RsaKeys.sign(rsa.key(), hash, random));
    }
    FileKey.Ec ec = (FileKey.Ec) signer;
    return builder.sign(SignatureAlgorithm.ECDSA_SHA, hash -> sign(ec, hash));
  }

  private static byte[] sign(FileKey.Ec key, byte[] hash) {
    try {
      return EcKeys.sign(key.curve(), key.scalar(), hash);
    } catch (BadKeyException e) {
      throw new IllegalStateException("A key that was checked when read cannot sign.", e);
    }
  }

  private FileKey makeKey(KeyKind kind) {
    if (kind == KeyKind.RSA) {
      return new FileKey.Rsa(RsaKeys.generate(RSA_BITS, random));
    }
    try (EcKeyPair pair = EcKeys.generate(CURVE, random)) {
      return new FileKey.Ec(CURVE, pair.privateKey(), pair.point(true));
    }
  }

  private static boolean isOfKind(FileKey key, KeyKind kind) {
    return key instanceof FileKey.Rsa == (kind == KeyKind.RSA);
  }

  private static CertificateKey signingKey(FileKey key) {
    return key instanceof FileKey.Ec ec
        ? new CertificateKey.Ecdsa(ParameterSpecifier.of(ec.curve().number()), ec.point())
        : exchangeKey(key);
  }

  private static CertificateKey exchangeKey(FileKey key) {
    if (key instanceof FileKey.Rsa rsa) {
      return new CertificateKey.Rsa(rsa.key().exponent(), rsa.key().modulus());
    }
    FileKey.Ec ec = (FileKey.Ec) key;
    return new CertificateKey.Ecdh(ParameterSpecifier.of(ec.curve().number()), ec.point());
  }

  private static Identifier subject(EncodedCertificate root) throws IdentityException {
    try {
      return WtlsCertificate.decode(root.octets()).subject();
    } catch (DecodeException e) {
      throw new IdentityException(
          "The root of the small CA is no WTLS certificate: restore it.", e);
    }
  }

  private void validate(List<EncodedCertificate> chain, KeyKind kind, String host)
      throws UntrustedException {
    ChainValidator.validate(
        chain, roots(), kind.suite(), host, clock.instant().plus(MARGIN), AlgorithmPolicy.STRICT);
  }

  private void validateClient(List<EncodedCertificate> chain, KeyKind kind)
      throws UntrustedException {
    ChainValidator.validateClient(
        chain, roots(), kind.suite(), clock.instant().plus(MARGIN), AlgorithmPolicy.STRICT);
  }

  /** What must not be done by two processes at once. */
  private interface Step<T> {
    T run() throws IdentityException;
  }

  private <T> T locked(Step<T> step) throws IdentityException {
    Path lock = folder.resolve(LOCK_FILE);
    try {
      OwnerOnly.createFolder(folder);
      makeLock(lock);
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
        channel.lock();
        return step.run();
      }
    } catch (OverlappingFileLockException e) {
      throw new IdentityException(
          "Another gateway of this process is using " + folder + ": start one after the other.", e);
    } catch (IOException e) {
      throw new IdentityException(
          "Cannot use the folder " + folder + ": check that it is one, and its owner.", e);
    }
  }

  private static void makeLock(Path lock) throws IOException {
    try {
      OwnerOnly.create(lock);
    } catch (FileAlreadyExistsException made) {
      // By an earlier run, or by somebody a moment ago.
    }
  }
}
