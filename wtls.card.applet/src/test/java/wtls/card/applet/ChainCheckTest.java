package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;
import static wtls.card.applet.TestCertificates.END;
import static wtls.card.applet.TestCertificates.HOST;
import static wtls.card.applet.TestCertificates.NOW;
import static wtls.card.applet.TestCertificates.START;
import static wtls.card.applet.TestCertificates.authority;
import static wtls.card.applet.TestCertificates.server;
import static wtls.card.applet.TestCertificates.wtls;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javacard.framework.ISOException;
import javacard.security.MessageDigest;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EncodedCertificate.Format;
import wtls.card.applet.TestCertificates.X509;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.ChainValidator;
import wtls.protocol.certificate.UntrustedException;
import wtls.protocol.certificate.WtlsName;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetWriter;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.policy.AlgorithmPolicy;

class ChainCheckTest {
  private static final long SEED = 3401;

  private static final TestKey ROOT = TestKey.Rsa.of(1024, 1);
  private static final TestKey MIDDLE = TestKey.Rsa.of(1024, 2);
  private static final TestKey SERVER = TestKey.Rsa.of(1024, 3);
  private static final TestKey EC_ROOT = TestKey.Ec.of(NamedCurve.SECP160R1, true, 4);
  private static final TestKey EC_MIDDLE = TestKey.Ec.of(NamedCurve.C2PNB163V1, true, 5);
  private static final TestKey EC_SERVER = TestKey.Ec.of(NamedCurve.SECP160R1, false, 6);

  /** A chain as the card takes it: the server's certificate last. */
  record Chain(String name, EncodedCertificate root, List<EncodedCertificate> certificates) {
    Chain(String name, EncodedCertificate root, EncodedCertificate... certificates) {
      this(name, root, List.of(certificates));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private final Memory memory = new Memory(new byte[Memory.SIZE]);
  private final Files files = new Files(memory);
  private final Roots roots = new Roots(memory, files);
  private final Rsa rsa = new Rsa();
  private final Curves curves = new Curves();
  private final ChainCheck check =
      new ChainCheck(
          memory, roots, MessageDigest.getInstance(MessageDigest.ALG_SHA, false), rsa, curves);
  private short nextFile = 0x4421;

  // ---- good chains

  static Stream<Chain> good() {
    return Stream.of(
        new Chain("WTLS, RSA", wtlsRoot(ROOT), wtlsServer(ROOT, SERVER)),
        new Chain(
            "WTLS, RSA, three",
            wtlsRoot(ROOT),
            wtls(authority("Root"), ROOT, authority("Middle"), MIDDLE.certifying()),
            wtls(authority("Middle"), MIDDLE, server(), SERVER.serving())),
        new Chain(
            "WTLS, by key hash",
            wtlsRoot(ROOT),
            wtls(
                new Identifier.KeyHash(ROOT.certifying().keyId()),
                ROOT,
                server(),
                SERVER.serving())),
        new Chain("WTLS, ECDSA", wtlsRoot(EC_ROOT), wtlsServer(EC_ROOT, EC_SERVER)),
        new Chain(
            "WTLS, ECDSA, three",
            wtlsRoot(EC_ROOT),
            wtls(authority("Root"), EC_ROOT, authority("Middle"), EC_MIDDLE.certifying()),
            wtls(authority("Middle"), EC_MIDDLE, server(), EC_SERVER.serving())),
        new Chain("X.509, RSA", x509Root(ROOT), x509Server(ROOT, SERVER).sign(ROOT)),
        new Chain(
            "X.509, RSA, SHA-256", x509Root(ROOT), x509Server(ROOT, SERVER).sha256().sign(ROOT)),
        new Chain(
            "X.509, RSA, three",
            x509Root(ROOT),
            new X509("Root", "Middle", MIDDLE).authority(0).usage(KeyUsage.keyCertSign).sign(ROOT),
            new X509("Middle", HOST, SERVER)
                .usage(KeyUsage.keyEncipherment)
                .with(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .sign(MIDDLE)),
        new Chain("X.509, ECDSA", x509Root(EC_ROOT), x509Server(EC_ROOT, EC_SERVER).sign(EC_ROOT)),
        new Chain(
            "X.509, ECDSA, SHA-256, three",
            x509Root(EC_ROOT),
            new X509("Root", "Middle", EC_MIDDLE).authority(-1).sha256().sign(EC_ROOT),
            new X509("Middle", HOST, EC_SERVER).sha256().sign(EC_MIDDLE)),
        new Chain(
            "WTLS under X.509",
            x509Root(ROOT),
            wtls(
                new Identifier.X509Name(encoded(new X500Name("C=XX,CN=Root"))),
                ROOT,
                server(),
                SERVER.serving())));
  }

  @ParameterizedTest
  @MethodSource("good")
  void acceptsWhatThePhoneAccepts(Chain chain) throws Exception {
    addRoot(chain.root());

    assertThat(statuses(chain.certificates(), NOW)).containsOnly(0x9000);
    assertThat(isCheckedServer(chain)).isTrue();
    assertThat(phoneAccepts(chain)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("good")
  void acceptsNoChainWithABitChanged(Chain chain) {
    addRoot(chain.root());
    for (int index = 0; index < chain.certificates().size(); index++) {
      EncodedCertificate whole = chain.certificates().get(index);
      // Curves take their time: there, one bit in seventeen, so that all places in an octet occur.
      int step = chain.name().contains("ECDSA") ? 17 : 1;
      for (int bit = 0; bit < 8 * whole.octets().length; bit += step) {
        byte[] octets = whole.octets().clone();
        octets[bit / 8] ^= (byte) (1 << bit % 8);
        List<EncodedCertificate> changed = new ArrayList<>(chain.certificates());
        changed.set(index, new EncodedCertificate(whole.format(), octets));

        assertThat(statuses(changed.subList(0, index + 1), NOW).get(index))
            .as("%s, certificate %d, bit %d", chain, index, bit)
            .isIn(0x6A80, 0x6A88, 0x6985);
        assertThat(isCheckedServer(chain)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("good")
  void refusesEveryTruncationWithoutReadingOn(Chain chain) {
    addRoot(chain.root());
    EncodedCertificate whole = chain.certificates().get(0);
    for (int length = 0; length < whole.octets().length; length++) {
      byte[] cut = Arrays.copyOf(whole.octets(), length);
      // The array ends where the certificate does: reading on is an exception.
      assertThat(status(whole.format(), 0, cut, NOW)).as("%d octets", length).isIn(0x6700, 0x6A80);
    }
  }

  @ParameterizedTest
  @MethodSource("good")
  void refusesAnyMixture(Chain chain) {
    addRoot(chain.root());
    int rounds = chain.name().contains("ECDSA") ? 200 : 2000;
    for (int round = 0; round < rounds; round++) {
      Random random = new Random(SEED + round);
      EncodedCertificate whole =
          chain.certificates().get(random.nextInt(chain.certificates().size()));
      byte[] mixed = mix(whole.octets(), random);
      if (!Arrays.equals(mixed, whole.octets())) {
        assertThat(status(whole.format(), 0, mixed, NOW))
            .as("seed %d", SEED + round)
            .isIn(0x6700, 0x6A80, 0x6A88, 0x6985);
      }
    }
  }

  private static byte[] mix(byte[] octets, Random random) {
    byte[] mixed = octets.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(mixed.length);
      int length = Math.min(random.nextInt(8), mixed.length - at);
      switch (random.nextInt(4)) {
        case 0 -> mixed[at] = (byte) random.nextInt();
        case 1 -> mixed[at] = (byte) (random.nextBoolean() ? 0x80 : 0xFF);
        case 2 -> {
          byte[] shorter = new byte[mixed.length - length];
          System.arraycopy(mixed, 0, shorter, 0, at);
          System.arraycopy(mixed, at + length, shorter, at, mixed.length - at - length);
          mixed = shorter.length == 0 ? mixed : shorter;
        }
        default -> {
          byte[] longer = new byte[mixed.length + length];
          System.arraycopy(mixed, 0, longer, 0, at);
          System.arraycopy(mixed, at, longer, at + length, mixed.length - at);
          mixed = longer;
        }
      }
    }
    return mixed;
  }

  // ---- refusals

  @Test
  void findsNoRoot() {
    addRoot(wtlsRoot(MIDDLE, "Other"));
    assertThat(statuses(List.of(wtlsServer(ROOT, SERVER)), NOW)).containsExactly(0x6A88);
  }

  @Test
  void triesEveryRootOfTheName() {
    addRoot(new EncodedCertificate(Format.X509, new byte[] {0x30, 0x03, 1, 2, 3}));
    addRoot(wtlsRoot(MIDDLE));
    assertThat(statuses(List.of(wtlsServer(ROOT, SERVER)), NOW)).containsExactly(0x6A80);
    addRoot(wtlsRoot(ROOT));
    assertThat(statuses(List.of(wtlsServer(ROOT, SERVER)), NOW)).containsExactly(0x9000);
  }

  @Test
  void holdsToTheSecondsOfValidity() {
    addRoot(wtlsRoot(ROOT));
    addRoot(x509Root(ROOT));
    EncodedCertificate wtls = wtlsServer(ROOT, SERVER);
    EncodedCertificate x509 = x509Server(ROOT, SERVER).sign(ROOT);
    for (EncodedCertificate certificate : List.of(wtls, x509)) {
      List<EncodedCertificate> chain = List.of(certificate);
      assertThat(statuses(chain, START)).containsExactly(0x9000);
      assertThat(statuses(chain, END)).containsExactly(0x9000);
      assertThat(statuses(chain, START.minusSeconds(1))).containsExactly(0x6985);
      assertThat(statuses(chain, END.plusSeconds(1))).containsExactly(0x6985);
    }
  }

  @Test
  void refusesWhatAnExpiredRootIssued() {
    addRoot(
        wtls(
            authority("Root"),
            ROOT,
            authority("Root"),
            ROOT.certifying(),
            START.minusSeconds(99),
            START));
    assertThat(statuses(List.of(wtlsServer(ROOT, SERVER)), NOW)).containsExactly(0x6985);
  }

  @Test
  void knowsYearsBeyondUtcTime() {
    addRoot(
        x509Root(
            ROOT, Instant.parse("1970-01-01T00:00:00Z"), Instant.parse("2105-12-31T23:59:59Z")));
    for (String time :
        List.of(
            "1970-01-01T00:00:00Z",
            "1999-12-31T23:59:59Z",
            "2000-02-29T12:34:56Z",
            "2049-12-31T23:59:59Z",
            "2050-01-01T00:00:00Z",
            "2100-02-28T23:59:59Z",
            "2100-03-01T00:00:00Z",
            "2104-02-29T00:00:01Z",
            "2105-12-31T23:59:59Z")) {
      Instant now = Instant.parse(time);
      assertThat(statuses(List.of(x509Server(ROOT, SERVER).validity(now, now).sign(ROOT)), now))
          .as(time)
          .containsExactly(0x9000);
      if (now.getEpochSecond() > 0) {
        assertThat(
                statuses(
                    List.of(x509Server(ROOT, SERVER).validity(now, now).sign(ROOT)),
                    now.minusSeconds(1)))
            .as(time)
            .containsExactly(0x6985);
      }
    }
  }

  @Test
  void refusesAuthoritiesThatAreNone() {
    addRoot(wtlsRoot(ROOT));
    addRoot(x509Root(ROOT));
    EncodedCertificate noMark =
        wtls(
            authority("Root"),
            ROOT,
            WtlsName.server("Middle", "Tests", "XX", "T=ca").toIdentifier(),
            MIDDLE.certifying());
    Identifier name = WtlsName.server("Middle", "Tests", "XX", "T=ca").toIdentifier();
    EncodedCertificate belowNoMark = wtls(name, MIDDLE, server(), SERVER.serving());
    assertThat(statuses(List.of(noMark, belowNoMark), NOW)).containsExactly(0x9000, 0x6985);

    EncodedCertificate below = new X509("Middle", HOST, SERVER).sign(MIDDLE);
    for (X509 middle :
        List.of(
            new X509("Root", "Middle", MIDDLE),
            new X509("Root", "Middle", MIDDLE)
                .with(Extension.basicConstraints, true, new BasicConstraints(false)),
            new X509("Root", "Middle", MIDDLE).authority(-1).usage(KeyUsage.keyEncipherment))) {
      assertThat(statuses(List.of(middle.sign(ROOT), below), NOW)).containsExactly(0x9000, 0x6985);
    }
  }

  @Test
  void countsTheAuthoritiesBelow() {
    addRoot(x509Root(ROOT));
    EncodedCertificate first = new X509("Root", "A", MIDDLE).authority(1).sign(ROOT);
    EncodedCertificate second = new X509("A", "B", MIDDLE).authority(-1).sign(MIDDLE);
    EncodedCertificate third = new X509("B", "C", MIDDLE).authority(-1).sign(MIDDLE);
    EncodedCertificate server = new X509("B", HOST, SERVER).sign(MIDDLE);
    EncodedCertificate deep = new X509("C", HOST, SERVER).sign(MIDDLE);

    assertThat(statuses(List.of(first, second, server), NOW)).containsOnly(0x9000);
    assertThat(statuses(List.of(first, second, third, deep), NOW))
        .containsExactly(0x9000, 0x9000, 0x9000, 0x6985);
  }

  @Test
  void refusesCriticalExtensionsItDoesNotKnow() {
    addRoot(x509Root(ROOT));
    ASN1ObjectIdentifier oid = new ASN1ObjectIdentifier("1.2.3.4");
    EncodedCertificate critical =
        x509Server(ROOT, SERVER).with(oid, true, DERNull.INSTANCE).sign(ROOT);
    EncodedCertificate known =
        x509Server(ROOT, SERVER).with(oid, false, DERNull.INSTANCE).sign(ROOT);

    assertThat(statuses(List.of(critical), NOW)).containsExactly(0x6A80);
    assertThat(statuses(List.of(known), NOW)).containsExactly(0x9000);
  }

  @Test
  void servesNoServerWithAKeyForSomethingElse() {
    addRoot(x509Root(ROOT));
    for (X509 certificate :
        List.of(
            x509Server(ROOT, SERVER).usage(KeyUsage.digitalSignature),
            x509Server(ROOT, SERVER)
                .with(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)))) {
      Chain chain = new Chain("", x509Root(ROOT), certificate.sign(ROOT));
      assertThat(statuses(chain.certificates(), NOW)).containsExactly(0x9000);
      assertThat(isCheckedServer(chain)).isFalse();
    }
  }

  @Test
  void refusesAKeyOfAnotherKindThanItsIssuers() {
    addRoot(wtlsRoot(ROOT));
    assertThat(statuses(List.of(wtlsServer(ROOT, EC_SERVER)), NOW)).containsExactly(0x6A80);
  }

  @Test
  void followsAChainInOrderOnly() {
    addRoot(wtlsRoot(ROOT));
    EncodedCertificate middle =
        wtls(authority("Root"), ROOT, authority("Middle"), MIDDLE.certifying());
    EncodedCertificate server = wtls(authority("Middle"), MIDDLE, server(), SERVER.serving());
    byte[] octets = server.octets();
    assertThat(status(Format.WTLS, 1, octets, NOW)).isEqualTo(0x6985);
    assertThat(status(Format.WTLS, 0, middle.octets(), NOW)).isEqualTo(0x9000);
    assertThat(status(Format.WTLS, 2, octets, NOW)).isEqualTo(0x6985);
    // A step that failed forgets those before.
    assertThat(status(Format.WTLS, 1, octets, NOW)).isEqualTo(0x6985);
  }

  @Test
  void followsAtMostEight() {
    addRoot(wtlsRoot(ROOT));
    byte[] own = wtlsRoot(ROOT).octets();
    for (int index = 0; index < 8; index++) {
      assertThat(status(Format.WTLS, index, own, NOW)).isEqualTo(0x9000);
    }
    assertThat(status(Format.WTLS, 8, own, NOW)).isEqualTo(0x6985);
  }

  /** A block of type 2 under a public key says nothing of its owner. */
  @Test
  void acceptsOnlyBlocksOfTypeOne() throws Exception {
    addRoot(wtlsRoot(ROOT));
    byte[] good = wtlsServer(ROOT, SERVER).octets();
    byte[] hash =
        java.security.MessageDigest.getInstance("SHA-1")
            .digest(Arrays.copyOf(good, good.length - 130));
    for (int kind = 0; kind < 6; kind++) {
      byte[] block = new byte[128];
      Arrays.fill(block, (byte) 0xFF);
      block[0] = 0;
      block[1] = (byte) (kind == 0 ? 2 : 1);
      System.arraycopy(hash, 0, block, 108, 20);
      block[107] = 0;
      switch (kind) {
        case 1 -> block[50] = 0x55;
        case 2 -> {
          // Shorter padding, and octets behind the hash.
          System.arraycopy(hash, 0, block, 40, 20);
          block[39] = 0;
        }
        case 3 -> block[1] = 0;
        case 4 -> block[0] = 1;
        default -> {}
      }
      byte[] signature = raw(block);
      System.arraycopy(signature, 0, good, good.length - 128, 128);
      assertThat(status(Format.WTLS, 0, good, NOW))
          .as("block %d", kind)
          .isEqualTo(kind == 5 ? 0x9000 : 0x6A80);
    }
  }

  private static byte[] raw(byte[] block) throws IOException {
    byte[] der = ((TestKey.Rsa) ROOT).key().encode();
    RSAPrivateKey key =
        RSAPrivateKey.getInstance(PrivateKeyInfo.getInstance(der).parsePrivateKey());
    byte[] value =
        new BigInteger(1, block).modPow(key.getPrivateExponent(), key.getModulus()).toByteArray();
    byte[] signature = new byte[128];
    int length = Math.min(128, value.length);
    System.arraycopy(value, value.length - length, signature, 128 - length, length);
    return signature;
  }

  @Test
  void takesRsaKeysOfMostLengths() {
    for (int bits : List.of(1024, 1536, 2048)) {
      TestKey root = TestKey.Rsa.of(bits, bits);
      addRoot(wtlsRoot(root, "Root " + bits));
      EncodedCertificate server = wtls(authority("Root " + bits), root, server(), root.serving());
      assertThat(statuses(List.of(server), NOW)).as("%d bits", bits).containsExactly(0x9000);
    }
  }

  // ---- shorthands

  private static EncodedCertificate wtlsRoot(TestKey key) {
    return wtlsRoot(key, "Root");
  }

  private static EncodedCertificate wtlsRoot(TestKey key, String name) {
    return wtls(authority(name), key, authority(name), key.certifying());
  }

  private static EncodedCertificate wtlsServer(TestKey root, TestKey key) {
    return wtls(authority("Root"), root, server(), key.serving());
  }

  private static EncodedCertificate x509Root(TestKey key) {
    return x509Root(key, START, END);
  }

  private static EncodedCertificate x509Root(TestKey key, Instant first, Instant last) {
    return new X509("Root", "Root", key).authority(-1).validity(first, last).sign(key);
  }

  private static X509 x509Server(TestKey root, TestKey key) {
    return new X509("Root", HOST, key);
  }

  private static byte[] encoded(X500Name name) {
    try {
      return name.getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void addRoot(EncodedCertificate root) {
    byte[] octets = root.octets();
    short file = files.create(nextFile, (short) octets.length, Files.ALWAYS, Files.NEVER);
    memory.setAll(files.address(file), octets, (short) 0, (short) octets.length);
    int type = root.format() == Format.WTLS ? Roots.WTLS : Roots.X509;
    byte[] entry = {
      (byte) (nextFile >> 8),
      (byte) nextFile,
      0,
      0,
      (byte) (octets.length >> 8),
      (byte) octets.length,
      (byte) type
    };
    roots.add(entry, (short) 0);
    nextFile++;
  }

  /** Gives certificates to the card until one is refused; the status of each. */
  private List<Integer> statuses(List<EncodedCertificate> chain, Instant now) {
    List<Integer> statuses = new ArrayList<>();
    for (int index = 0; index < chain.size(); index++) {
      EncodedCertificate certificate = chain.get(index);
      statuses.add(status(certificate.format(), index, certificate.octets(), now));
      if (statuses.get(index) != 0x9000) {
        break;
      }
    }
    return statuses;
  }

  private int status(Format format, int index, byte[] octets, Instant now) {
    byte[] data = new byte[4 + octets.length];
    long seconds = now.getEpochSecond();
    for (int i = 0; i < 4; i++) {
      data[i] = (byte) (seconds >> 24 - 8 * i);
    }
    System.arraycopy(octets, 0, data, 4, octets.length);
    try {
      check.accept(
          format == Format.WTLS ? Roots.WTLS : Roots.X509,
          (short) index,
          data,
          (short) 0,
          (short) data.length);
      return 0x9000;
    } catch (ISOException e) {
      return e.getReason() & 0xFFFF;
    }
  }

  private boolean isCheckedServer(Chain chain) {
    EncodedCertificate last = chain.certificates().get(chain.certificates().size() - 1);
    try {
      CertificateKey key = CertificateKey.of(last).orElseThrow();
      OctetWriter out = new OctetWriter(400);
      if (key instanceof CertificateKey.Rsa rsaKey) {
        out.vector16(rsaKey.exponent()).vector16(rsaKey.modulus());
      } else {
        out.octets(key.point());
      }
      byte[] octets = out.toByteArray();
      return check.isChecked(octets, (short) 0, (short) octets.length);
    } catch (DecodeException e) {
      return false;
    }
  }

  private static boolean phoneAccepts(Chain chain) throws UntrustedException {
    List<EncodedCertificate> reversed = new ArrayList<>(chain.certificates());
    Collections.reverse(reversed);
    boolean rsa = chain.name().contains("RSA") || chain.name().contains("under");
    rsa |= chain.name().contains("hash");
    ChainValidator.validate(
        reversed,
        List.of(chain.root()),
        rsa ? KeyExchangeSuite.RSA : KeyExchangeSuite.ECDH_ECDSA,
        HOST,
        NOW,
        AlgorithmPolicy.STRICT);
    return true;
  }
}
