package wtls.launcher.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleArchiveTest {
  @TempDir Path temporary;

  @Test
  void givesTheBundlesByName() throws IOException {
    Path jar = jar("bundles/b.jar", "bundles/a.jar", "bundles/readme.txt", "other/c.jar");
    List<String> names = new ArrayList<>();

    BundleArchive.of(jar).forEach((name, content) -> names.add(name));

    assertThat(names).containsExactly("bundles/a.jar", "bundles/b.jar");
  }

  @Test
  void refusesJarWithoutBundles() throws IOException {
    Path jar = jar("other/c.jar");

    assertThatThrownBy(() -> BundleArchive.of(jar).forEach((name, content) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage(jar + " holds no bundles; start the jar that the build makes.");
  }

  private Path jar(String... entries) throws IOException {
    Path jar = temporary.resolve("test.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
      }
    }
    return jar;
  }
}
