package wtls.launcher.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** The bundles nested in the runnable jar, under {@code bundles/}. */
final class BundleArchive {
  private static final String FOLDER = "bundles/";

  private final Path jar;

  private BundleArchive(Path jar) {
    this.jar = jar;
  }

  static BundleArchive of(Path jar) {
    return new BundleArchive(jar);
  }

  /**
   * Gives each bundle to {@code visitor}, in the order of their names.
   *
   * @throws IOException when there are none, or one cannot be read
   */
  <E extends Exception> void forEach(Visitor<E> visitor) throws IOException, E {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      List<ZipEntry> entries =
          file.stream()
              .map(ZipEntry.class::cast)
              .filter(entry -> entry.getName().startsWith(FOLDER))
              .filter(entry -> entry.getName().endsWith(".jar"))
              .sorted((a, b) -> a.getName().compareTo(b.getName()))
              .toList();
      if (entries.isEmpty()) {
        throw new IOException(jar + " holds no bundles; start the jar that the build makes.");
      }
      for (ZipEntry entry : entries) {
        try (InputStream content = file.getInputStream(entry)) {
          visitor.visit(entry.getName(), content);
        }
      }
    }
  }

  /** Takes one bundle; the stream is closed behind it. */
  interface Visitor<E extends Exception> {
    void visit(String name, InputStream content) throws IOException, E;
  }
}
