package wtls.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;
import wtls.api.engine.EngineException;
import wtls.api.engine.SecurityEngine;
import wtls.protocol.certificate.CertificateFiles;
import wtls.protocol.certificate.FileKey;
import wtls.protocol.certificate.SignatureAlgorithm;
import wtls.protocol.certificate.WtlsCertificateBuilder;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.handshake.Identifier;

class PhoneEngineComponentTest {
  @TempDir Path folder;

  private final TestRegistry registry = new TestRegistry();
  private final TestConfiguration configuration = new TestConfiguration();
  private String root;

  @BeforeEach
  void writeRoot() throws Exception {
    FileKey key = new FileKey.Rsa(RsaKeys.generate(512, new SecureRandom()));
    byte[] file =
        CertificateFiles.encode(
            List.of(
                new WtlsCertificateBuilder()
                    .issuer(Identifier.Text.of("ca"))
                    .subject(Identifier.Text.of("ca"))
                    .validity(Instant.EPOCH, Instant.EPOCH.plusSeconds(1))
                    .publicKey(key.publicKey())
                    .sign(SignatureAlgorithm.ANONYMOUS, hash -> hash)
                    .encoded()));
    root = Files.write(folder.resolve("root.pem"), file).toString();
  }

  @Test
  void needsNoConfiguration() throws Exception {
    start();

    assertThat(engine().credentials().roots()).isEmpty();
    engine().selfTest();
    assertThat(registry.properties.get(SecurityEngine.NAME)).isEqualTo("phone");
    assertThat(registry.properties.get(SecurityEngine.EMBODIMENT)).isEqualTo("phone");
    assertThat(registry.properties.get(SecurityEngine.VENDOR)).isEqualTo("WTLS project");
    assertThat(registry.properties.get(Constants.SERVICE_RANKING)).isEqualTo(0);
    assertThat(registry.properties.get(SecurityEngine.CARD_SERIAL)).isNull();
  }

  @Test
  void loadsWhatIsConfigured() throws Exception {
    configuration.roots = new String[] {root};
    configuration.ranking = 7;
    start();

    assertThat(engine().credentials().roots()).hasSize(1);
    assertThat(registry.properties.get(Constants.SERVICE_RANKING)).isEqualTo(7);
  }

  @Test
  void wipesTheEngineWhenItsBundleStops() {
    PhoneEngineComponent component = start();
    SecurityEngine engine = engine();
    component.deactivate();

    assertThat(registry.events).containsExactly("register", "unregister");
    assertThatThrownBy(engine::credentials).isInstanceOf(EngineException.class);
  }

  @Test
  void staysOutOfServiceUntilItsConfigurationIsGood() throws Exception {
    configuration.roots = new String[] {"/no/such/file"};
    PhoneEngineComponent component = start();
    assertThat(registry.engines).isEmpty();

    configuration.roots = new String[] {root};
    component.modify(configuration);

    assertThat(engine().credentials().roots()).hasSize(1);
  }

  @Test
  void deactivatesQuietlyWhenItNeverWasInService() {
    configuration.sessionLimit = 0;
    start().deactivate();

    assertThat(registry.events).isEmpty();
  }

  @Test
  void keepsTheLastGoodConfiguration() throws Exception {
    configuration.roots = new String[] {root};
    PhoneEngineComponent component = start();
    SecurityEngine engine = engine();

    configuration.roots = new String[] {"/no/such/file"};
    configuration.ranking = 7;
    component.modify(configuration);

    assertThat(engine()).isSameAs(engine);
    assertThat(engine.credentials().roots()).hasSize(1);
    assertThat(registry.properties.get(Constants.SERVICE_RANKING)).isEqualTo(0);
  }

  @Test
  void bringsNewRootsToTheEngineInService() throws Exception {
    PhoneEngineComponent component = start();
    SecurityEngine engine = engine();

    configuration.roots = new String[] {root};
    configuration.ranking = 7;
    component.modify(configuration);

    assertThat(engine()).isSameAs(engine);
    assertThat(engine.credentials().roots()).hasSize(1);
    assertThat(registry.events).containsExactly("register", "setProperties");
    assertThat(registry.properties.get(Constants.SERVICE_RANKING)).isEqualTo(7);
  }

  @Test
  void putsTheEngineOfAnotherStoreInServiceBeforeTheOldOneLeaves() throws Exception {
    PhoneEngineComponent component = start();
    SecurityEngine old = engine();

    configuration.storeFile = folder.resolve("store").toString();
    configuration.roots = new String[] {root};
    component.modify(configuration);

    assertThat(registry.events).containsExactly("register", "register", "unregister");
    assertThat(engine()).isNotSameAs(old);
    assertThat(engine().credentials().roots()).hasSize(1);
    assertThatThrownBy(old::credentials).isInstanceOf(EngineException.class);
    component.deactivate();
  }

  @Test
  void findsItsCredentialsInTheStoreLater() throws Exception {
    configuration.storeFile = folder.resolve("store").toString();
    configuration.roots = new String[] {root};
    start().deactivate();
    Files.delete(Path.of(root));
    configuration.roots = new String[] {};
    PhoneEngineComponent component = start();

    assertThat(engine().credentials().roots()).hasSize(1);
    assertThat(folder.resolve("store.key")).exists();
    component.deactivate();
  }

  @Test
  void leavesADamagedStoreAloneAndStaysOutOfService() throws Exception {
    configuration.storeFile = folder.resolve("store").toString();
    Files.writeString(folder.resolve("store"), "damaged");
    Files.write(folder.resolve("store.key"), new byte[32]);
    Files.setPosixFilePermissions(
        folder.resolve("store.key"), PosixFilePermissions.fromString("rw-------"));
    start();

    assertThat(registry.engines).isEmpty();
    assertThat(folder.resolve("store")).hasContent("damaged");
  }

  @Test
  void refusesNamesThatAreNone() {
    configuration.storeFile = "/";
    start();
    configuration.storeFile = "\0";
    start();
    configuration.storeFile = "";
    configuration.keyFile = folder.resolve("key").toString();
    start();

    assertThat(registry.engines).isEmpty();
  }

  private PhoneEngineComponent start() {
    return new PhoneEngineComponent(registry.bundle(), configuration);
  }

  private SecurityEngine engine() {
    assertThat(registry.engines).hasSize(1);
    return registry.engines.get(0);
  }
}
