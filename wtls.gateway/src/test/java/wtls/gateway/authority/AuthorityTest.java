package wtls.gateway.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.certificate.CertificateFiles;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.ChainValidator;
import wtls.protocol.certificate.ClientIdentity;
import wtls.protocol.certificate.FileKey;
import wtls.protocol.certificate.ServerIdentity;
import wtls.protocol.certificate.UntrustedException;
import wtls.protocol.certificate.WtlsCertificate;
import wtls.protocol.certificate.WtlsName;
import wtls.protocol.policy.AlgorithmPolicy;

class AuthorityTest {
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A home with all its keys, which takes a while to make: each test has a copy. */
  @TempDir static Path made;

  @TempDir Path folder;
  private Instant now = START;

  @BeforeAll
  static void make() throws IdentityException {
    try (Authority authority = Authority.openOrCreate(made, () -> START, RANDOM)) {
      for (KeyKind kind : KeyKind.values()) {
        authority.gateway("127.0.0.1", kind);
        authority.client("one", kind);
      }
    }
  }

  @BeforeEach
  void copy() throws IOException {
    Files.createDirectory(folder.resolve("clients"));
    try (Stream<Path> files = Files.walk(made)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(made.relativize(file).toString()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void certifiesKeysThatOthersKeep(KeyKind kind) throws Exception {
    try (Authority authority = open();
        Identity elsewhere = Identity.read(authority.client("one", kind))) {
      CertificateKey key = CertificateKey.of(elsewhere.certificates().get(0)).orElseThrow();

      EncodedCertificate certificate = authority.certify("card.1", key);

      ClientIdentity client =
          ChainValidator.validateClient(
              List.of(certificate), rootsOf(folder), kind.suite(), now, policy());
      assertThat(client.subject()).isEqualTo("WTLS Client; ; ; card.1");
      assertThat(client.key().keyId()).isEqualTo(elsewhere.key().id());
      assertThatThrownBy(() -> authority.certify("../card", key))
          .isInstanceOf(IdentityException.class)
          .hasMessageStartingWith("A client's name has 1 to 64 letters");
    }
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void certifiesGatewayForItsHost(KeyKind kind) throws Exception {
    try (Authority authority = open();
        Identity identity = Identity.read(authority.gateway("127.0.0.1", kind))) {
      ServerIdentity server =
          ChainValidator.validate(
              identity.chain(), rootsOf(folder), kind.suite(), "127.0.0.1", now, policy());

      assertThat(server.subject()).isEqualTo("WTLS Gateway; ; ; 127.0.0.1");
      assertThat(identity.chain()).hasSize(1);
      assertThat(identity.certificates()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void certifiesClients(KeyKind kind) throws Exception {
    try (Authority authority = open();
        Identity identity = Identity.read(authority.client("one", kind))) {
      ClientIdentity client =
          ChainValidator.validateClient(
              identity.certificates(), rootsOf(folder), kind.suite(), now, policy());

      assertThat(client.subject()).isEqualTo("WTLS Client; ; ; one");
      assertThat(client.key().keyId()).isEqualTo(identity.key().id());
      assertThat(identity.certificates()).hasSize(1);
    }
  }

  @Test
  void makesKeysOfTheRightKinds() throws Exception {
    try (Authority authority = open();
        Identity rsa = Identity.read(authority.gateway("127.0.0.1", KeyKind.RSA));
        Identity ec = Identity.read(authority.gateway("127.0.0.1", KeyKind.EC))) {
      assertThat(((FileKey.Rsa) rsa.key()).key().bits()).isEqualTo(2048);
      assertThat(((FileKey.Ec) ec.key()).curve().number()).isEqualTo(7);
      assertThat(CertificateKey.of(authority.root(KeyKind.RSA)).orElseThrow())
          .isInstanceOf(CertificateKey.Rsa.class);
      assertThat(CertificateKey.of(authority.root(KeyKind.EC)).orElseThrow())
          .isInstanceOf(CertificateKey.Ecdsa.class);
    }
  }

  @Test
  void namesItsRootsAuthorities() throws Exception {
    try (Authority authority = open()) {
      for (EncodedCertificate root : authority.roots()) {
        WtlsCertificate certificate = WtlsCertificate.decode(root.octets());
        WtlsName name = WtlsName.of(certificate.subject()).orElseThrow();
        assertThat(name.isCa()).isTrue();
        assertThat(name.service()).isEqualTo("WTLS CA");
        assertThat(certificate.issuer()).isEqualTo(certificate.subject());
      }
      assertThat(authority.roots()).hasSize(2);
    }
  }

  @Test
  void keepsEverythingWhenOpenedAgain() throws Exception {
    byte[] roots = Files.readAllBytes(folder.resolve("ca.wtls"));
    byte[] gateway = Files.readAllBytes(folder.resolve("gateway-rsa.pem"));
    byte[] client = Files.readAllBytes(folder.resolve("clients/one-ec.pem"));

    try (Authority authority = open()) {
      authority.gateway("127.0.0.1", KeyKind.RSA);
      authority.client("one", KeyKind.EC);
    }

    assertThat(folder.resolve("ca.wtls")).hasBinaryContent(roots);
    assertThat(folder.resolve("gateway-rsa.pem")).hasBinaryContent(gateway);
    assertThat(folder.resolve("clients/one-ec.pem")).hasBinaryContent(client);
  }

  @Test
  void certifiesTheSameKeyForAnotherHost() throws Exception {
    try (Authority authority = open();
        Identity before = Identity.read(authority.gateway("127.0.0.1", KeyKind.EC));
        Identity after = Identity.read(authority.gateway("localhost", KeyKind.EC))) {
      ChainValidator.validate(
          after.chain(), authority.roots(), KeyKind.EC.suite(), "LOCALHOST", now, policy());

      assertThat(after.key().id()).isEqualTo(before.key().id());
      assertThatThrownBy(
              () ->
                  ChainValidator.validate(
                      after.chain(),
                      authority.roots(),
                      KeyKind.EC.suite(),
                      "127.0.0.1",
                      now,
                      policy()))
          .isInstanceOf(UntrustedException.class);
    }
  }

  @Test
  void renewsCertificatesBeforeTheyEnd() throws Exception {
    now = START.plus(Duration.ofDays(729 - 30));
    byte[] old = Files.readAllBytes(folder.resolve("gateway-ec.pem"));
    try (Authority authority = open()) {
      assertThat(authority.gateway("127.0.0.1", KeyKind.EC)).hasBinaryContent(old);

      now = START.plus(Duration.ofDays(731 - 30));
      try (Identity gateway = Identity.read(authority.gateway("127.0.0.1", KeyKind.EC));
          Identity client = Identity.read(authority.client("one", KeyKind.EC))) {
        now = START.plus(Duration.ofDays(731));
        ChainValidator.validate(
            gateway.chain(), authority.roots(), KeyKind.EC.suite(), "127.0.0.1", now, policy());
        ChainValidator.validateClient(
            client.chain(), authority.roots(), KeyKind.EC.suite(), now, policy());
      }
    }
  }

  @Test
  void certifiesAnewUnderAnotherAuthority() throws Exception {
    Files.delete(folder.resolve("ca-ec.pem"));
    try (Authority authority = open();
        Identity gateway = Identity.read(authority.gateway("127.0.0.1", KeyKind.EC))) {
      ChainValidator.validate(
          gateway.chain(), rootsOf(folder), KeyKind.EC.suite(), "127.0.0.1", now, policy());
      assertThat(authority.roots()).isNotEqualTo(rootsOf(made));
    }
  }

  @Test
  void writesRootsAgainWhenTheyAreGone() throws Exception {
    byte[] roots = Files.readAllBytes(folder.resolve("ca.wtls"));
    Files.delete(folder.resolve("ca.wtls"));

    open().close();

    assertThat(folder.resolve("ca.wtls")).hasBinaryContent(roots);
    assertThat(new String(roots, StandardCharsets.US_ASCII))
        .startsWith("-----BEGIN WTLS CERTIFICATE-----");
  }

  @Test
  void keepsFilesToTheirOwner() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    try (Stream<Path> files = Files.walk(made)) {
      for (Path file : files.filter(path -> !path.equals(made)).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
      }
    }
    assertThat(made.resolve("gateway-rsa.pem.tmp")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".x", "a/b", "..", "a b"})
  void refusesClientNamesThatAreNoFileNames(String name) throws Exception {
    try (Authority authority = open()) {
      assertThatThrownBy(() -> authority.client(name, KeyKind.EC))
          .isInstanceOf(IdentityException.class)
          .hasMessageStartingWith("A client's name has 1 to 64 letters");
    }
  }

  @Test
  void saysWhichFileIsDamaged() throws IOException {
    Path file = folder.resolve("ca-ec.pem");
    Files.writeString(file, "no key");

    assertThatThrownBy(this::open)
        .isInstanceOf(IdentityException.class)
        .hasMessage(
            "In %s, private_key_file at offset 0: holds no private key: restore it, or name"
                + " another.",
            file);
  }

  @Test
  void saysThatAKeyIsOfAnotherKind() throws IOException {
    Files.copy(
        folder.resolve("ca-rsa.pem"),
        folder.resolve("ca-ec.pem"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(this::open)
        .isInstanceOf(IdentityException.class)
        .hasMessage(
            "The key in %s is of another kind: restore the file.", folder.resolve("ca-ec.pem"));
  }

  @Test
  void saysThatTheFolderCannotBeUsed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> Authority.openOrCreate(file, () -> now, RANDOM))
        .isInstanceOf(IdentityException.class)
        .hasMessage("Cannot use the folder %s: check that it is one, and its owner.", file);
  }

  @Test
  void readsKeyAndCertificatesFromSeveralFiles() throws Exception {
    List<EncodedCertificate> all = Identity.certificates(folder.resolve("gateway-ec.pem"));
    String text = Files.readString(folder.resolve("gateway-ec.pem"));
    Path key = folder.resolve("key.pem");
    Path leaf = folder.resolve("leaf.wtls");
    Files.writeString(key, text.substring(0, text.indexOf("-----BEGIN WTLS")));
    Files.write(leaf, all.get(0).octets());

    try (Identity identity = Identity.read(key, leaf, folder.resolve("ca.wtls"))) {
      assertThat(identity.certificates()).hasSize(3);
    }
    assertThatThrownBy(() -> Identity.read(key))
        .isInstanceOf(IdentityException.class)
        .hasMessage(
            "The key in %s has no certificate: put it behind the key, or name its file.", key);
    assertThatThrownBy(() -> Identity.read(key, folder.resolve("ca.wtls")))
        .isInstanceOf(IdentityException.class)
        .hasMessage("The first certificate for %s is not that of its key: put it first.", key);
    assertThatThrownBy(() -> Identity.read(folder.resolve("none.pem")))
        .isInstanceOf(IdentityException.class)
        .hasMessage("There is no file %s: name one that is there.", folder.resolve("none.pem"));
  }

  private Authority open() throws IdentityException {
    return Authority.openOrCreate(folder, () -> now, RANDOM);
  }

  private static List<EncodedCertificate> rootsOf(Path home) throws Exception {
    return CertificateFiles.decode(Files.readAllBytes(home.resolve("ca.wtls")));
  }

  private static AlgorithmPolicy policy() {
    return AlgorithmPolicy.STRICT;
  }
}
