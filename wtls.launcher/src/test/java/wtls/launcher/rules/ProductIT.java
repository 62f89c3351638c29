package wtls.launcher.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What must hold for wtls.jar, the one file that is run, and for the bundles in it. */
class ProductIT {
  private static final String WTLS_JAR = System.getProperty("basedir", ".") + "/target/wtls.jar";
  private static final Pattern WORK_IN_NOTICE =
      Pattern.compile("(?m)^\\S.* (\\S+) \\(\\S+:(\\S+)\\)$");

  /** A bundle in the product. */
  record Bundle(String file, Manifest manifest, Set<String> entries) {
    String header(String name) {
      return manifest.getMainAttributes().getValue(name);
    }

    boolean isOurs() {
      return header("Bundle-SymbolicName").startsWith("wtls.");
    }
  }

  @Test
  void noticeNamesEveryWorkOfOthersAndNoOther() throws IOException {
    Set<String> shipped = new TreeSet<>();
    bundles().stream().filter(b -> !b.isOurs()).forEach(b -> shipped.add(b.file()));

    Set<String> named = new TreeSet<>();
    WORK_IN_NOTICE
        .matcher(text("META-INF/NOTICE"))
        .results()
        .map(work -> work.group(2) + "-" + work.group(1))
        .filter(work -> !work.startsWith("org.apache.felix.framework-"))
        .forEach(named::add);

    assertThat(shipped).isNotEmpty();
    assertThat(shipped).allMatch(file -> named.stream().anyMatch(file::startsWith));
    assertThat(named).allMatch(work -> shipped.stream().anyMatch(file -> file.startsWith(work)));
  }

  @Test
  void everyBundleOfOursHoldsTheLicence() throws IOException {
    assertThat(text("META-INF/LICENSE")).contains("Apache License");
    assertThat(bundles())
        .filteredOn(Bundle::isOurs)
        .isNotEmpty()
        .allMatch(bundle -> bundle.entries().contains("META-INF/LICENSE"));
  }

  @Test
  void bundlesOfOursSayWhatTheyNeed() throws IOException {
    assertThat(bundles())
        .filteredOn(Bundle::isOurs)
        .allSatisfy(
            bundle -> {
              assertThat(bundle.header("Import-Package")).doesNotContain("resolution:=optional");
              assertThat(bundle.header("DynamicImport-Package")).isNull();
              assertThat(bundle.header("Bundle-ClassPath")).isNull();
            });
  }

  @Test
  void engineBundlesProvideTheirCapability() throws IOException {
    assertThat(bundles())
        .filteredOn(bundle -> bundle.header("Bundle-SymbolicName").startsWith("wtls.engine."))
        .isNotEmpty()
        .allSatisfy(
            bundle -> assertThat(bundle.header("Provide-Capability")).contains("wtls.engine;"));
  }

  private static String text(String entry) throws IOException {
    try (JarFile jar = new JarFile(WTLS_JAR);
        InputStream in = jar.getInputStream(jar.getEntry(entry))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Bundle> bundles() throws IOException {
    List<Bundle> bundles = new ArrayList<>();
    try (JarFile jar = new JarFile(WTLS_JAR)) {
      for (var entry : jar.stream().filter(e -> e.getName().matches("bundles/.+")).toList()) {
        try (JarInputStream in = new JarInputStream(jar.getInputStream(entry))) {
          Set<String> entries = new TreeSet<>();
          for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
            entries.add(e.getName());
          }
          bundles.add(
              new Bundle(
                  entry.getName().substring("bundles/".length()), in.getManifest(), entries));
        }
      }
    }
    return bundles;
  }
}
