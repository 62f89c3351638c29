package wtls.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.OwnKey;
import wtls.engine.phone.store.Identity;
import wtls.protocol.certificate.CertificateFiles;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.FileKey;
import wtls.protocol.certificate.PrivateKeyFiles;
import wtls.protocol.certificate.SignatureAlgorithm;
import wtls.protocol.certificate.WtlsCertificateBuilder;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.handshake.ParameterSpecifier;

class CredentialFilesTest {
  private static final FileKey.Rsa RSA = new FileKey.Rsa(RsaKeys.generate(512, new SecureRandom()));
  private static final FileKey.Ec EC = ecKey();

  @TempDir Path folder;

  @Test
  void readsNothingWhenNothingIsConfigured() throws Exception {
    try (CredentialFiles files = CredentialFiles.read(new TestConfiguration())) {
      assertThat(files.identities()).isEmpty();
      assertThat(files.sharedSecrets()).isEmpty();
      assertThat(files.roots()).isEmpty();
    }
  }

  @Test
  void readsAKeyAndItsCertificatesFromOneFile() throws Exception {
    Path file =
        write("rsa.pem", PrivateKeyFiles.encode(RSA), armoured(RSA.publicKey(), EC.publicKey()));

    Identity identity = onlyIdentity(file.toString());

    assertThat(identity.key().use()).isEqualTo(OwnKey.Use.SIGN);
    assertThat(identity.key().id()).isEqualTo(RSA.id());
    assertThat(identity.key().curve()).isEmpty();
    assertThat(identity.key().certificates()).hasSize(2);
    assertThat(identity.secret()).isEqualTo(RSA.key().encode());
  }

  @Test
  void readsAKeyAndItsCertificatesFromSeveralFiles() throws Exception {
    Path key = write("ec.key", PrivateKeyFiles.encode(EC));
    Path own = write("ec.wtls", certificate(EC.publicKey()).octets());
    Path issuer = write("ca.pem", armoured(RSA.publicKey()));

    Identity identity = onlyIdentity(key + File.pathSeparator + own + File.pathSeparator + issuer);

    assertThat(identity.key().use()).isEqualTo(OwnKey.Use.AGREE);
    assertThat(identity.key().curve()).isEqualTo(Optional.of(NamedCurve.SECP160R1));
    assertThat(identity.key().certificates()).hasSize(2);
    assertThat(identity.secret()).isEqualTo(EC.scalar());
  }

  @Test
  void takesAKeyWithoutCertificates() throws Exception {
    Path key = write("ec.key", PrivateKeyFiles.encode(EC));

    assertThat(onlyIdentity(key.toString()).key().certificates()).isEmpty();
  }

  @Test
  void readsSharedSecretsAndRoots() throws Exception {
    TestConfiguration configuration = new TestConfiguration();
    Path secret = write("secret", new byte[] {1, 2, 3});
    Path root = write("root.pem", armoured(RSA.publicKey(), EC.publicKey()));
    configuration.sharedSecrets = new String[] {"gw=" + secret};
    configuration.roots = new String[] {root.toString(), root.toString()};

    try (CredentialFiles files = CredentialFiles.read(configuration)) {
      assertThat(files.sharedSecrets().get(0).name()).isEqualTo("gw");
      assertThat(files.sharedSecrets().get(0).octets()).containsExactly(1, 2, 3);
      assertThat(files.roots()).hasSize(4);
    }
  }

  @Test
  void passesOverBlankEntries() throws Exception {
    TestConfiguration configuration = new TestConfiguration();
    configuration.roots = new String[] {""};
    configuration.identities = new String[] {" "};
    configuration.sharedSecrets = new String[] {""};

    try (CredentialFiles files = CredentialFiles.read(configuration)) {
      assertThat(files.roots()).isEmpty();
    }
  }

  @Test
  void refusesACertificateOfAnotherKey() throws Exception {
    Path file = write("rsa.pem", PrivateKeyFiles.encode(RSA), armoured(EC.publicKey()));

    assertIdentityRefused(
        file,
        "identities: the first certificate of " + file + " is not that of the key; put it first");
  }

  @Test
  void refusesACertificateForEcdsa() throws Exception {
    CertificateKey ecdsa =
        new CertificateKey.Ecdsa(ParameterSpecifier.of(EC.curve().number()), EC.point());
    Path file = write("ec.pem", PrivateKeyFiles.encode(EC), armoured(ecdsa));

    assertIdentityRefused(
        file,
        "identities: the certificate of "
            + file
            + " is for ECDSA; clients need one for ECDH, or RSA");
  }

  @Test
  void refusesAFileWithoutAKey() throws Exception {
    Path file = write("none.pem", armoured(RSA.publicKey()));

    assertIdentityRefused(
        file, "identities: in " + file + ", private_key_file at offset 0: holds no private key");
  }

  @Test
  void namesTheFileThatCannotBeRead() {
    TestConfiguration configuration = new TestConfiguration();
    configuration.roots = new String[] {"/no/such/root.pem"};
    assertRefused(
        configuration,
        "roots: cannot read \"/no/such/root.pem\" (NoSuchFileException); name a file");

    configuration.roots = new String[] {"\0"};
    assertRefused(configuration, "roots: cannot read \"\0\" (InvalidPathException); name a file");
  }

  @Test
  void namesTheFileThatIsMalformed() throws Exception {
    TestConfiguration configuration = new TestConfiguration();
    Path file = write("root.pem", new byte[] {'x'});
    configuration.roots = new String[] {file.toString()};

    assertRefused(
        configuration,
        "roots: in " + file + ", certificate_file at offset 0: holds no certificate");
  }

  @Test
  void refusesAFileThatIsFarTooLarge() throws Exception {
    TestConfiguration configuration = new TestConfiguration();
    Path file = write("root.pem", new byte[(1 << 20) + 1]);
    configuration.roots = new String[] {file.toString()};

    assertRefused(configuration, "roots: " + file + " is larger than 1 MiB; name the right file");
  }

  @Test
  void refusesSharedSecretsThatAreNone() throws Exception {
    TestConfiguration configuration = new TestConfiguration();
    configuration.sharedSecrets = new String[] {"=x"};
    assertRefused(configuration, "shared.secrets: \"=x\" is not of the form NAME=FILE");

    configuration.sharedSecrets = new String[] {"gw=" + write("empty")};
    assertRefused(configuration, "shared.secrets: the secret gw does not have 1 to 65535 octets");
  }

  private Identity onlyIdentity(String entry) throws Exception {
    TestConfiguration configuration = new TestConfiguration();
    configuration.identities = new String[] {entry};
    List<Identity> identities = CredentialFiles.read(configuration).identities();
    assertThat(identities).hasSize(1);
    return identities.get(0);
  }

  private static void assertIdentityRefused(Path file, String message) {
    TestConfiguration configuration = new TestConfiguration();
    configuration.identities = new String[] {file.toString()};
    assertRefused(configuration, message);
  }

  private static void assertRefused(TestConfiguration configuration, String message) {
    assertThatThrownBy(() -> CredentialFiles.read(configuration))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessage(message);
  }

  private Path write(String name, byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return Files.write(folder.resolve(name), all.toByteArray());
  }

  private static byte[] armoured(CertificateKey... keys) {
    return CertificateFiles.encode(List.of(keys).stream().map(k -> certificate(k)).toList());
  }

  private static EncodedCertificate certificate(CertificateKey key) {
    return new WtlsCertificateBuilder()
        .issuer(Identifier.Text.of("a; ; ; ca"))
        .subject(Identifier.Text.of("a; ; ; client"))
        .validity(Instant.EPOCH, Instant.EPOCH.plusSeconds(1))
        .publicKey(key)
        .sign(SignatureAlgorithm.ANONYMOUS, hash -> hash)
        .encoded();
  }

  private static FileKey.Ec ecKey() {
    try (EcKeyPair pair = EcKeys.generate(NamedCurve.SECP160R1, new SecureRandom())) {
      return new FileKey.Ec(pair.curve(), pair.privateKey(), pair.point(true));
    }
  }
}
