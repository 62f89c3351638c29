package wtls.engine.phone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.OwnKey;
import wtls.engine.phone.store.Identity;
import wtls.engine.phone.store.SharedSecret;
import wtls.protocol.certificate.CertificateFiles;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.FileKey;
import wtls.protocol.certificate.PrivateKeyFiles;
import wtls.protocol.codec.DecodeException;

/**
 * The keys, secrets and roots in the files that the configuration names.
 *
 * @param identities the client's keys
 * @param sharedSecrets the secrets shared with servers
 * @param roots the trusted certificates
 */
record CredentialFiles(
    List<Identity> identities, List<SharedSecret> sharedSecrets, List<EncodedCertificate> roots)
    implements AutoCloseable {
  private static final long LARGEST = 1 << 20;
  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  /** Reads all files, or fails at the first that is not what it should be. */
  static CredentialFiles read(PhoneEngineConfiguration configuration)
      throws BadConfigurationException {
    CredentialFiles files =
        new CredentialFiles(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try {
      for (String entry : named(configuration.identities())) {
        files.identities.add(identity(entry));
      }
      for (String entry : named(configuration.shared_secrets())) {
        files.sharedSecrets.add(sharedSecret(entry));
      }
      for (String name : named(configuration.roots())) {
        files.roots.addAll(certificates("roots", name));
      }
      return files;
    } catch (BadConfigurationException e) {
      files.close();
      throw e;
    }
  }

  /** Wipes the secrets. */
  @Override
  public void close() {
    identities.forEach(Identity::close);
    sharedSecrets.forEach(SharedSecret::close);
  }

  /** Without blank entries, which configuration tools make of an empty field. */
  private static List<String> named(String[] entries) {
    return Stream.of(entries).filter(entry -> !entry.isBlank()).toList();
  }

  private static Identity identity(String entry) throws BadConfigurationException {
    String[] names = SEPARATOR.split(entry);
    List<EncodedCertificate> certificates = new ArrayList<>();
    byte[] keyFile = octets("identities", names[0]);
    try (FileKey key = PrivateKeyFiles.decode(keyFile)) {
      if (new String(keyFile, ISO_8859_1).contains("CERTIFICATE-----")) {
        certificates.addAll(CertificateFiles.decode(keyFile));
      }
      for (String name : List.of(names).subList(1, names.length)) {
        certificates.addAll(certificates("identities", name));
      }
      checkBelongTogether(key, certificates, entry);
      return key instanceof FileKey.Ec ec ? agree(ec, certificates) : sign(key, certificates);
    } catch (DecodeException e) {
      throw malformed("identities", names[0], e);
    } finally {
      Arrays.fill(keyFile, (byte) 0);
    }
  }

  private static Identity agree(FileKey.Ec key, List<EncodedCertificate> certificates) {
    Optional<NamedCurve> curve = Optional.of(key.curve());
    OwnKey own = new OwnKey(OwnKey.Use.AGREE, key.id(), curve, certificates);
    return new Identity(own, key.scalar().clone());
  }

  private static Identity sign(FileKey key, List<EncodedCertificate> certificates) {
    OwnKey own = new OwnKey(OwnKey.Use.SIGN, key.id(), Optional.empty(), certificates);
    return new Identity(own, ((FileKey.Rsa) key).key().encode());
  }

  private static void checkBelongTogether(
      FileKey key, List<EncodedCertificate> certificates, String entry)
      throws BadConfigurationException, DecodeException {
    if (certificates.isEmpty()) {
      return;
    }
    Optional<CertificateKey> certified = CertificateKey.of(certificates.get(0));
    if (certified.isEmpty() || !certified.get().keyId().equals(key.id())) {
      throw new BadConfigurationException(
          "identities",
          "the first certificate of " + entry + " is not that of the key; put it first",
          null);
    }
    if (certified.get() instanceof CertificateKey.Ecdsa) {
      throw new BadConfigurationException(
          "identities",
          "the certificate of " + entry + " is for ECDSA; clients need one for ECDH, or RSA",
          null);
    }
  }

  private static SharedSecret sharedSecret(String entry) throws BadConfigurationException {
    int equals = entry.indexOf('=');
    if (equals < 1) {
      throw new BadConfigurationException(
          "shared.secrets", "\"" + entry + "\" is not of the form NAME=FILE", null);
    }
    String name = entry.substring(0, equals);
    byte[] secret = octets("shared.secrets", entry.substring(equals + 1));
    if (secret.length == 0 || secret.length > 0xFFFF) {
      Arrays.fill(secret, (byte) 0);
      throw new BadConfigurationException(
          "shared.secrets", "the secret " + name + " does not have 1 to 65535 octets", null);
    }
    return new SharedSecret(name, secret);
  }

  private static List<EncodedCertificate> certificates(String property, String name)
      throws BadConfigurationException {
    try {
      return CertificateFiles.decode(octets(property, name));
    } catch (DecodeException e) {
      throw malformed(property, name, e);
    }
  }

  private static byte[] octets(String property, String name) throws BadConfigurationException {
    try {
      Path path = Path.of(name);
      if (Files.size(path) > LARGEST) {
        throw new BadConfigurationException(
            property, name + " is larger than 1 MiB; name the right file", null);
      }
      return Files.readAllBytes(path);
    } catch (IOException | InvalidPathException e) {
      throw new BadConfigurationException(
          property,
          "cannot read \"" + name + "\" (" + e.getClass().getSimpleName() + "); name a file",
          e);
    }
  }

  private static BadConfigurationException malformed(
      String property, String name, DecodeException e) {
    return new BadConfigurationException(property, "in " + name + ", " + e.getMessage(), e);
  }
}
