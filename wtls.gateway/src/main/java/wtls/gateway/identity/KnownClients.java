package wtls.gateway.identity;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.gateway.authority.Identity;
import wtls.gateway.authority.IdentityException;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.Identifier;

/** Clients that need not show their certificates, and secrets shared with clients. */
final class KnownClients implements AutoCloseable {
  private static final int MAX_SECRET = 0xFFFF;

  private final Map<KeyId, List<EncodedCertificate>> chains = new HashMap<>();
  private final Map<String, byte[]> secrets = new HashMap<>();

  private KnownClients() {}

  /**
   * Reads the certificates of a folder, which need not be there, and the secrets' files.
   *
   * @param sharedSecrets each {@code NAME=FILE}
   */
  static KnownClients read(Path folder, List<String> sharedSecrets) throws IdentityException {
    KnownClients clients = new KnownClients();
    boolean complete = false;
    try {
      if (Files.isDirectory(folder)) {
        clients.readChains(folder);
      }
      for (String entry : sharedSecrets) {
        clients.readSecret(entry);
      }
      complete = true;
      return clients;
    } finally {
      if (!complete) {
        clients.close();
      }
    }
  }

  List<EncodedCertificate> chain(KeyId key) {
    return chains.getOrDefault(key, List.of());
  }

  Optional<byte[]> sharedSecret(Identifier name) {
    return name instanceof Identifier.Text text
        ? Optional.ofNullable(secrets.get(text.text())).map(byte[]::clone)
        : Optional.empty();
  }

  @Override
  public void close() {
    secrets.values().forEach(secret -> Arrays.fill(secret, (byte) 0));
  }

  private void readChains(Path folder) throws IdentityException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pem")) {
      for (Path file : files) {
        List<EncodedCertificate> chain = Identity.certificates(file);
        Optional<CertificateKey> key = CertificateKey.of(chain.get(0));
        key.ifPresent(known -> chains.put(known.keyId(), chain));
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new IdentityException("Cannot read the folder " + folder + ": check its owner.", e);
    } catch (DecodeException e) {
      throw new IdentityException("A certificate in " + folder + " is malformed: delete it.", e);
    }
  }

  private void readSecret(String entry) throws IdentityException {
    int equals = entry.indexOf('=');
    if (equals < 1) {
      throw new IdentityException(
          "The shared secret \"" + entry + "\" is not of the form NAME=FILE: correct it.");
    }
    try {
      Path file = Path.of(entry.substring(equals + 1));
      long size = Files.size(file);
      if (size < 1 || size > MAX_SECRET) {
        throw new IdentityException(
            "The secret in " + file + " has not 1 to 65535 octets: name the right file.");
      }
      secrets.put(entry.substring(0, equals), Files.readAllBytes(file));
    } catch (IOException | InvalidPathException e) {
      throw new IdentityException(
          "Cannot read the file of the shared secret \"" + entry + "\": name one that is there.",
          e);
    }
  }
}
