package wtls.launcher.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** The compiled classes of all rooms that have been built, read from their target folders. */
final class AllClasses {
  private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..");

  private AllClasses() {}

  /** What the rooms are made of, without their tests. */
  static JavaClasses main() {
    return in("classes");
  }

  /** What tests the rooms. */
  static JavaClasses tests() {
    return in("test-classes");
  }

  private static JavaClasses in(String folder) {
    try (var rooms = Files.newDirectoryStream(ROOT, "wtls.*")) {
      List<Path> paths =
          StreamSupport.stream(rooms.spliterator(), false)
              .map(room -> room.resolve("target").resolve(folder))
              .filter(Files::isDirectory)
              .toList();
      return new ClassFileImporter().importPaths(paths);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the folders of the rooms in " + ROOT, e);
    }
  }
}
