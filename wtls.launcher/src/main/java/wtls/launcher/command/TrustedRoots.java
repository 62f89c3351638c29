package wtls.launcher.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import wtls.protocol.certificate.CertificateFiles;
import wtls.protocol.codec.DecodeException;

/**
 * A file with the certificates that a client trusts, which has been looked into.
 *
 * @param file where it is
 * @param count how many certificates it holds, at least one
 */
record TrustedRoots(Path file, int count) {

  /**
   * Looks into a file.
   *
   * @throws NoSuchFileException when it is not there
   * @throws IOException when it cannot be read, or holds no certificate; the message says which
   */
  static TrustedRoots in(Path file) throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(file + " cannot be read; check its permissions.", e);
    }
    try {
      return new TrustedRoots(file, CertificateFiles.decode(content).size());
    } catch (DecodeException e) {
      throw new IOException(file + " holds no certificates (" + e.getMessage() + ").", e);
    }
  }

  /** For example {@code the 2 roots in ca.wtls}. */
  @Override
  public String toString() {
    return (count == 1 ? "the root in " : "the " + count + " roots in ") + file;
  }
}
