package wtls.launcher.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar as a process of its own. */
@Timeout(120)
class WtlsJarIT {
  private static final String WTLS_JAR = System.getProperty("basedir", ".") + "/target/wtls.jar";

  @TempDir Path temporary;

  record Ended(int code, String out, String err) {}

  @Test
  void helpIsShown() throws Exception {
    Ended ended = run("help");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).startsWith("Usage: wtls [-h] COMMAND").contains("  gateway ");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void badUsageEndsWith2() throws Exception {
    Ended ended = run("get", "--speed=9", "http://localhost/");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .isEqualTo("wtls get: Unknown option: '--speed=9'\nTry 'wtls get --help'.\n");
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    Path tmp = Files.createDirectory(temporary.resolve("tmp"));

    run("help");

    try (var left = Files.list(tmp)) {
      assertThat(left).isEmpty();
    }
  }

  private Ended run(String... arguments) throws IOException, InterruptedException {
    Path tmp = Files.createDirectories(temporary.resolve("tmp"));
    Path out = temporary.resolve("out");
    Path err = temporary.resolve("err");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + tmp,
                "-jar",
                WTLS_JAR));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("WTLS_HOME", temporary.resolve("home").toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(Duration.ofSeconds(60).toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended).as("ended in time").isTrue();
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
