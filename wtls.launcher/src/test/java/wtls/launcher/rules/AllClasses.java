package wtls.launcher.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The compiled classes of the rooms that are built before the launcher, from their target folders.
 */
final class AllClasses {
  private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..");
  private static final Set<String> NOT_SHIPPED = Set.of("wtls.tck", "wtls.testkit");

  /** They come after the launcher: what is there now may be from an earlier build. */
  private static final Set<String> BUILT_LATER = Set.of("wtls.bench", "wtls.itest");

  private AllClasses() {}

  /** What ships. */
  static JavaClasses shipped() {
    List<Path> folders = new ArrayList<>();
    for (Path room : rooms()) {
      if (!NOT_SHIPPED.contains(room.getFileName().toString())) {
        folders.add(room.resolve("target/classes"));
      }
    }
    return in(folders);
  }

  /** What tests it. */
  static JavaClasses notShipped() {
    List<Path> folders = new ArrayList<>();
    for (Path room : rooms()) {
      folders.add(room.resolve("target/test-classes"));
      if (NOT_SHIPPED.contains(room.getFileName().toString())) {
        folders.add(room.resolve("target/classes"));
      }
    }
    return in(folders);
  }

  private static List<Path> rooms() {
    List<Path> rooms = new ArrayList<>();
    try (var folders = Files.newDirectoryStream(ROOT, "wtls.*")) {
      for (Path folder : folders) {
        if (!BUILT_LATER.contains(folder.getFileName().toString())) {
          rooms.add(folder);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot list the rooms in " + ROOT, e);
    }
    return rooms;
  }

  private static JavaClasses in(List<Path> folders) {
    return new ClassFileImporter().importPaths(folders.stream().filter(Files::exists).toList());
  }
}
