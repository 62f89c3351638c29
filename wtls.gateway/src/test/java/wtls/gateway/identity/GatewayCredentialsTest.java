package wtls.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wtls.api.engine.KeyId;
import wtls.gateway.authority.Authority;
import wtls.gateway.authority.Identity;
import wtls.gateway.authority.IdentityException;
import wtls.gateway.authority.KeyKind;
import wtls.gateway.handshake.CertifiedKey;
import wtls.gateway.handshake.ClientAuthority;
import wtls.protocol.certificate.ChainValidator;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.policy.AlgorithmPolicy;

class GatewayCredentialsTest {
  private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir static Path home;
  @TempDir Path folder;

  @BeforeAll
  static void make() throws IdentityException {
    try (Authority authority = Authority.openOrCreate(home, () -> NOW, RANDOM)) {
      authority.client("one", KeyKind.EC);
    }
  }

  @Test
  void makesItsOwnKeysOnFirstStart() throws Exception {
    try (GatewayCredentials credentials = open(IdentitySettings.own(home, "127.0.0.1"))) {
      assertThat(credentials.rootFile()).contains(home.resolve("ca.wtls"));
      assertThat(credentials.keys()).hasSize(2);
      assertThat(credentials.clientRoots()).hasSize(2);
      for (int i = 0; i < 2; i++) {
        CertifiedKey key = credentials.keys().get(i);
        KeyKind kind = KeyKind.values()[i];
        ChainValidator.validate(
            key.chain(),
            credentials.clientRoots(),
            kind.suite(),
            "127.0.0.1",
            NOW,
            AlgorithmPolicy.STRICT);
        assertThat(key.authorities())
            .usingRecursiveComparison()
            .isEqualTo(List.of(credentials.clientRoots().get(i)));
      }
      assertThat(credentials.keys().get(0)).isInstanceOf(CertifiedKey.Rsa.class);
      assertThat(credentials.keys().get(1)).isInstanceOf(CertifiedKey.Ecdh.class);
    }
  }

  @Test
  void namesTheAuthoritiesOfClientsByKeyHash() throws Exception {
    try (GatewayCredentials credentials = open(IdentitySettings.own(home, "127.0.0.1"))) {
      List<Identifier> names = ChainValidator.trustedIds(credentials.clientRoots());

      assertThat(credentials.clientAuthorities())
          .containsExactly(
              new ClientAuthority(true, names.get(0)), new ClientAuthority(false, names.get(1)));
    }
  }

  @Test
  void knowsClientsOfItsHomeByTheirKeys() throws Exception {
    Path file = home.resolve("clients/one-ec.pem");
    try (GatewayCredentials credentials = open(IdentitySettings.own(home, "127.0.0.1"));
        Identity client = Identity.read(file)) {
      assertThat(credentials.clientChain(client.key().id()))
          .usingRecursiveComparison()
          .isEqualTo(client.certificates());
      assertThat(credentials.clientChain(KeyId.of(new byte[20]))).isEmpty();
    }
  }

  @Test
  void loadsKeysFromFiles() throws Exception {
    open(IdentitySettings.own(home, "127.0.0.1")).close();
    String rsa = home.resolve("gateway-rsa.pem").toString();
    String ec =
        home.resolve("gateway-ec.pem") + File.pathSeparator + home.resolve("ca.wtls").toString();
    IdentitySettings settings =
        new IdentitySettings(
            folder, "ignored", List.of(ec, rsa), List.of(home.resolve("ca.wtls")), List.of());

    try (GatewayCredentials credentials = open(settings)) {
      assertThat(credentials.rootFile()).isEmpty();
      assertThat(credentials.keys().get(0)).isInstanceOf(CertifiedKey.Ecdh.class);
      assertThat(credentials.keys().get(1)).isInstanceOf(CertifiedKey.Rsa.class);
      assertThat(credentials.clientRoots()).hasSize(2);
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void loadsX509CertificateWithItsKey() throws Exception {
    Path file = folder.resolve("server.pem");
    Files.write(file, getClass().getResourceAsStream("x509-server.pem").readAllBytes());
    IdentitySettings settings =
        new IdentitySettings(folder, "", List.of(file.toString()), List.of(), List.of());

    try (GatewayCredentials credentials = open(settings)) {
      CertifiedKey.Rsa key = (CertifiedKey.Rsa) credentials.keys().get(0);
      assertThat(key.chain()).hasSize(1);
      assertThat(key.authorities()).hasSize(1);
      assertThat(key.modulus()).isEqualTo(key.privateKey().modulus());
      assertThat(credentials.clientRoots()).isEmpty();
    }
  }

  @Test
  void refusesKeyThatOnlySigns() {
    IdentitySettings settings =
        new IdentitySettings(
            folder, "", List.of(home.resolve("ca-ec.pem").toString()), List.of(), List.of());

    assertThatThrownBy(() -> open(settings))
        .isInstanceOf(IdentityException.class)
        .hasMessage("A gateway cannot use a key that only signs: give it RSA or ECDH keys.");
  }

  @Test
  void readsSharedSecrets() throws Exception {
    Path file = Files.write(folder.resolve("secret"), new byte[] {1, 2, 3});
    try (GatewayCredentials credentials = open(withSecrets("alice=" + file))) {
      byte[] secret = credentials.sharedSecret(Identifier.Text.of("alice")).orElseThrow();
      secret[0] = 9;

      assertThat(credentials.sharedSecret(Identifier.Text.of("alice")).orElseThrow())
          .containsExactly(1, 2, 3);
      assertThat(
              credentials.sharedSecret(
                  new Identifier.Text(4, "alice".getBytes(StandardCharsets.ISO_8859_1))))
          .isPresent();
      assertThat(credentials.sharedSecret(Identifier.Text.of("bob"))).isEmpty();
      assertThat(credentials.sharedSecret(Identifier.NULL)).isEmpty();
    }
  }

  @Test
  void saysWhatIsWrongWithSharedSecrets() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty"));

    assertThatThrownBy(() -> open(withSecrets("nonsense")))
        .isInstanceOf(IdentityException.class)
        .hasMessage("The shared secret \"nonsense\" is not of the form NAME=FILE: correct it.");
    assertThatThrownBy(() -> open(withSecrets("alice=" + empty)))
        .isInstanceOf(IdentityException.class)
        .hasMessage("The secret in %s has not 1 to 65535 octets: name the right file.", empty);
    assertThatThrownBy(() -> open(withSecrets("alice=" + folder.resolve("none"))))
        .isInstanceOf(IdentityException.class)
        .hasMessageEndingWith("name one that is there.");
  }

  private static IdentitySettings withSecrets(String... secrets) {
    return new IdentitySettings(home, "127.0.0.1", List.of(), List.of(), List.of(secrets));
  }

  private static GatewayCredentials open(IdentitySettings settings) throws IdentityException {
    return GatewayCredentials.open(settings, () -> NOW, RANDOM);
  }
}
