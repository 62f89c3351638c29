package wtls.gateway.authority;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import wtls.api.engine.EncodedCertificate;
import wtls.gateway.files.OwnerOnly;
import wtls.protocol.certificate.CertificateFiles;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.FileKey;
import wtls.protocol.certificate.PrivateKeyFiles;
import wtls.protocol.codec.DecodeException;

/**
 * A private key and the certificates that vouch for it, as one file or several hold them.
 *
 * @param key the key, which {@link #close} wipes
 * @param certificates its own first, each next one certifying the one before; the root may be last
 */
public record Identity(FileKey key, List<EncodedCertificate> certificates)
    implements AutoCloseable {
  private static final long LARGEST = 1 << 20;

  public Identity {
    Objects.requireNonNull(key, "key");
    certificates = List.copyOf(certificates);
  }

  /**
   * Reads a key and its certificates.
   *
   * @param files the first with the private key (armoured PKCS #8 or an older armoured form) and
   *     perhaps certificates, further ones with certificates (armoured WTLS or X.509, or binary)
   * @return the caller closes it
   * @throws IdentityException when a file cannot be read, or key and certificate differ
   */
  public static Identity read(Path... files) throws IdentityException {
    byte[] first = octets(files[0]);
    FileKey key = null;
    try {
      key = PrivateKeyFiles.decode(first);
      List<EncodedCertificate> certificates = new ArrayList<>();
      if (new String(first, StandardCharsets.ISO_8859_1).contains("CERTIFICATE-----")) {
        certificates.addAll(CertificateFiles.decode(first));
      }
      for (Path file : List.of(files).subList(1, files.length)) {
        certificates.addAll(certificates(file));
      }
      checkBelongTogether(files[0], key, certificates);
      return new Identity(key, certificates);
    } catch (DecodeException e) {
      throw closing(key, malformed(files[0], e));
    } catch (IdentityException e) {
      throw closing(key, e);
    } finally {
      Arrays.fill(first, (byte) 0);
    }
  }

  /**
   * Reads the certificates of a file, of which there is at least one.
   *
   * @throws IdentityException when it cannot be read or has none
   */
  public static List<EncodedCertificate> certificates(Path file) throws IdentityException {
    byte[] octets = octets(file);
    try {
      return CertificateFiles.decode(octets);
    } catch (DecodeException e) {
      throw malformed(file, e);
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  /** The certificates without a root at the end: what is sent to a peer. */
  public List<EncodedCertificate> chain() {
    int last = certificates.size() - 1;
    return last > 0 && Roots.isRoot(certificates.get(last))
        ? certificates.subList(0, last)
        : certificates;
  }

  /** Wipes the key. Idempotent. */
  @Override
  public void close() {
    key.close();
  }

  /** Writes key and certificates to one file, readable by its owner only. */
  void write(Path file) throws IdentityException {
    byte[] encoded = PrivateKeyFiles.encode(key);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(encoded);
    text.writeBytes(CertificateFiles.encode(certificates));
    byte[] whole = text.toByteArray();
    try {
      OwnerOnly.write(file, whole);
    } catch (IOException e) {
      throw new IdentityException(
          "Cannot write " + file + ": check the folder, its owner and the space left.", e);
    } finally {
      Arrays.fill(encoded, (byte) 0);
      Arrays.fill(whole, (byte) 0);
    }
  }

  private static void checkBelongTogether(
      Path file, FileKey key, List<EncodedCertificate> certificates)
      throws IdentityException, DecodeException {
    if (certificates.isEmpty()) {
      throw new IdentityException(
          "The key in " + file + " has no certificate: put it behind the key, or name its file.");
    }
    Optional<CertificateKey> certified = CertificateKey.of(certificates.get(0));
    if (certified.isEmpty() || !certified.get().keyId().equals(key.id())) {
      throw new IdentityException(
          "The first certificate for " + file + " is not that of its key: put it first.");
    }
  }

  private static byte[] octets(Path file) throws IdentityException {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IdentityException(file + " is larger than 1 MiB: name the right file.");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IdentityException("There is no file " + file + ": name one that is there.", e);
    } catch (IOException e) {
      throw new IdentityException("Cannot read " + file + ": check its owner and its kind.", e);
    }
  }

  private static IdentityException malformed(Path file, DecodeException e) {
    return new IdentityException(
        "In " + file + ", " + e.getMessage() + ": restore it, or name another.", e);
  }

  private static IdentityException closing(FileKey key, IdentityException e) {
    if (key != null) {
      key.close();
    }
    return e;
  }
}
