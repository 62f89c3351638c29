package wtls.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Real WTLS certificates of the year 2000. They are not ours to copy: they are read from {@code
 * ../shared/vectors/published_certs} beside the repository, or from the folder that the system
 * property {@code wtls.published.certs} names, and tests are skipped where they are absent.
 */
public final class PublishedCertificates {
  private PublishedCertificates() {}

  /** The content of one file; skips the calling test when it is absent. */
  public static byte[] file(String name) throws IOException {
    Path file = folder().resolve(name);
    Assumptions.assumeTrue(
        Files.isReadable(file), "the published certificate " + name + " is not on this machine");
    return Files.readAllBytes(file);
  }

  private static Path folder() {
    String property = System.getProperty("wtls.published.certs");
    if (property != null) {
      return Path.of(property);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path folder = at.resolve("shared").resolve("vectors").resolve("published_certs");
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    return Path.of("absent");
  }
}
