package wtls.engine.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.OwnKey;
import wtls.api.engine.SecurityEngine;
import wtls.engine.phone.store.Identity;
import wtls.engine.phone.store.PhoneStore;
import wtls.engine.phone.store.SharedSecret;
import wtls.protocol.certificate.FileKey;
import wtls.tck.ClientKey;
import wtls.tck.EngineSetup;
import wtls.tck.EngineUnderTest;

/** A phone engine for the contract. */
record PhoneUnderTest(PhoneEngine phone, Optional<Path> folder) implements EngineUnderTest {

  static PhoneUnderTest inMemory(EngineSetup setup) throws IOException {
    PhoneStore store = PhoneStore.inMemory(setup.clock(), setup.sessionLimit());
    return new PhoneUnderTest(engine(store, setup), Optional.empty());
  }

  static PhoneUnderTest inFile(EngineSetup setup) throws IOException {
    Path folder = Files.createTempDirectory("wtls-phone");
    PhoneStore store =
        PhoneStore.inFile(
            folder.resolve("store"),
            folder.resolve("key"),
            setup.clock(),
            setup.sessionLimit(),
            new SecureRandom());
    return new PhoneUnderTest(engine(store, setup), Optional.of(folder));
  }

  private static PhoneEngine engine(PhoneStore store, EngineSetup setup) throws IOException {
    List<SharedSecret> secrets =
        setup.sharedSecrets().entrySet().stream()
            .map(entry -> new SharedSecret(entry.getKey(), entry.getValue()))
            .toList();
    store.replace(
        setup.keys().stream().map(PhoneUnderTest::identity).toList(), secrets, setup.roots());
    return new PhoneEngine(store, new SecureRandom());
  }

  private static Identity identity(ClientKey client) {
    FileKey key = client.key();
    if (key instanceof FileKey.Ec ec) {
      Optional<NamedCurve> curve = Optional.of(ec.curve());
      return new Identity(
          new OwnKey(OwnKey.Use.AGREE, key.id(), curve, client.certificates()), ec.scalar());
    }
    return new Identity(
        new OwnKey(OwnKey.Use.SIGN, key.id(), Optional.empty(), client.certificates()),
        ((FileKey.Rsa) key).key().encode());
  }

  @Override
  public SecurityEngine engine() {
    return phone;
  }

  @Override
  public void close() {
    phone.close();
    folder.ifPresent(PhoneUnderTest::delete);
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
