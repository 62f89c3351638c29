package wtls.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The product as its users run it: {@code wtls.jar} in a process of its own. */
final class WtlsJar implements AutoCloseable {
  private static final Path JAR =
      Path.of(System.getProperty("wtls.root", ".."), "wtls.launcher/target/wtls.jar");
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path log;

  private WtlsJar(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a command; all that it says goes to a file in {@code folder}. */
  static WtlsJar start(Path folder, String... arguments) throws IOException {
    Files.createDirectories(folder.resolve("tmp"));
    Path log = Files.createTempFile(folder, arguments[0], ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-jar",
                JAR.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("WTLS_HOME", folder.resolve("home").toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    return new WtlsJar(process, log);
  }

  /** Waits until it has said something that contains these words. */
  void awaitWords(String words) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!said().contains(words)) {
      boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
      if (ended && !said().contains(words) || System.nanoTime() > end) {
        throw new AssertionError("'" + words + "' was not said in:\n" + said());
      }
    }
  }

  /** Everything that it has said so far. */
  String said() throws IOException {
    return Files.readString(log);
  }

  /** Ends it as a power cut would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
