package wtls.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.JUnitCore;

/**
 * The tests in the framework once more, in JDK 25: that of {@code -Dwtls.other.jdk=FOLDER}, or one
 * that is installed where Linux distributions put them.
 */
public class OtherJdkIT {
  private static final int VERSION = 25;
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final long PATIENCE_MINUTES = 5;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void everythingHoldsInTheOtherJdkToo() throws Exception {
    Optional<Path> java = otherJava();
    assumeTrue(reasonToSkip(), java.isPresent());
    Path log = temporary.newFile().toPath();

    Process process =
        new ProcessBuilder(command(java.get()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();

    assertThat(ended).as("ended in time").isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }

  private static List<String> command(Path java) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Dwtls.root=" + System.getProperty("wtls.root", ".."));
    command.add("-classpath");
    // Failsafe hides the class path in a manifest, and tells it so.
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(JUnitCore.class.getName());
    command.add(SessionIT.class.getName());
    command.add(BundleLifecycleIT.class.getName());
    command.add(StorageEngineIT.class.getName());
    command.add(CryptoEngineIT.class.getName());
    command.add(FullEngineIT.class.getName());
    return command;
  }

  private static String reasonToSkip() {
    return isThis()
        ? "This build runs in JDK " + VERSION + " itself; name another one by -Dwtls.other.jdk"
        : "No JDK " + VERSION + " in " + INSTALLED + ", and none named by -Dwtls.other.jdk";
  }

  private static boolean isThis() {
    return Runtime.version().feature() == VERSION;
  }

  private static Optional<Path> otherJava() throws IOException {
    String named = System.getProperty("wtls.other.jdk", "");
    if (!named.isEmpty()) {
      return Optional.of(Path.of(named, "bin", "java"));
    }
    if (isThis() || !Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> jdks = Files.list(INSTALLED)) {
      return jdks.filter(OtherJdkIT::isOther)
          .map(jdk -> jdk.resolve("bin").resolve("java"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }

  private static boolean isOther(Path jdk) {
    try {
      return Files.readString(jdk.resolve("release")).contains("JAVA_VERSION=\"" + VERSION);
    } catch (IOException e) {
      return false;
    }
  }
}
