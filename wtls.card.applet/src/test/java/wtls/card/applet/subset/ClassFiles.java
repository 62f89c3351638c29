package wtls.card.applet.subset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds class files. */
final class ClassFiles {
  private ClassFiles() {}

  /** All of the folder that a class was loaded from. */
  static List<byte[]> beside(Class<?> type) {
    try {
      Path folder = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      List<byte[]> files = new ArrayList<>();
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.filter(ClassFiles::isCode).sorted().toList()) {
          files.add(Files.readAllBytes(path));
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of one class. */
  static byte[] of(Class<?> type) {
    String name = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isCode(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(".class") && !name.equals("package-info.class");
  }
}
