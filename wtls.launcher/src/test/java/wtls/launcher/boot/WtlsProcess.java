package wtls.launcher.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The runnable jar as a process of its own, in folders of its own. */
final class WtlsProcess implements AutoCloseable {
  private static final Path JAR = Path.of(System.getProperty("basedir", "."), "target", "wtls.jar");
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path out;
  private final BufferedReader err;
  private final StringBuilder said = new StringBuilder();

  /** What a process has left when it ended. */
  record Ended(int code, String out, String err) {}

  private WtlsProcess(Process process, Path out) {
    this.process = process;
    this.out = out;
    this.err =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
  }

  /** Starts a command with its home and its temporary files below {@code folder}. */
  static WtlsProcess start(Path folder, String... arguments) throws IOException {
    Path tmp = Files.createDirectories(folder.resolve("tmp"));
    Path out = Files.createTempFile(folder, "out", "");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + tmp,
                "-jar",
                JAR.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile());
    builder.environment().put("WTLS_HOME", folder.resolve("home").toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    return new WtlsProcess(process, out);
  }

  /** Runs a command to its end. */
  static Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
    try (WtlsProcess process = start(folder, arguments)) {
      return process.end();
    }
  }

  /** The rest of the first line on standard error that begins so. */
  String awaitLine(String beginning) throws IOException {
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
    }
    throw new AssertionError("No line begins with '" + beginning + "' in:\n" + said);
  }

  /** Sends SIGTERM. */
  void terminate() {
    // By its handle: Process.destroy would close the streams that are read to their end.
    process.toHandle().destroy();
  }

  /** Waits until the process has ended. */
  Ended end() throws IOException, InterruptedException {
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      said.append(line).append('\n');
    }
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
    return new Ended(process.exitValue(), Files.readString(out), said.toString());
  }

  /** What the processes have left in their folder for temporary files. */
  static List<Path> leftBehind(Path folder) throws IOException {
    try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
      return left.toList();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
