package wtls.launcher.boot;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleException;

/**
 * The entry point of the runnable jar. Exit codes are those of the command line; 1 when the
 * framework does not start.
 */
public final class Main {
  private static final int FAILED = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final PrintStream out;
  private final PrintStream err;

  Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs one command and ends the process. */
  public static void main(String[] args) {
    // Standard output belongs to the command alone: what libraries print goes to standard error.
    Main main = new Main(System.out, System.err);
    System.setOut(System.err);
    Shutdown shutdown = new Shutdown(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(shutdown);
    int code = main.run(args);
    main.out.flush();
    main.err.flush();
    shutdown.finished(code);
  }

  /** Boots, runs one command and stops again; leaves no thread and no file behind. */
  int run(String[] args) {
    try {
      BundleArchive bundles = BundleArchive.of(ownJar());
      try (Framework framework = Framework.start(bundles, out, err, isVerbose(args))) {
        return call(framework.commandLine(PATIENCE), args);
      }
    } catch (IOException | BundleException | IllegalStateException e) {
      err.println("wtls: the framework did not start: " + e.getMessage());
      if (isVerbose(args)) {
        e.printStackTrace(err);
      }
      return FAILED;
    } catch (InterruptedException e) {
      return FAILED;
    }
  }

  private static int call(ToIntFunction<String[]> command, String[] args) {
    try {
      return command.applyAsInt(args);
    } finally {
      // An interrupt has done its work; stopping the framework must not trip over it.
      Thread.interrupted();
    }
  }

  /** The log level must be known before the logging bundle starts, so before parsing. */
  private static boolean isVerbose(String[] args) {
    return Arrays.asList(args).contains("--verbose");
  }

  private static Path ownJar() throws IOException {
    try {
      return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("The runnable jar cannot be found.", e);
    }
  }

  /**
   * Ends the process in order, whoever begins. On SIGINT and SIGTERM it interrupts the command and
   * waits until that has cleaned up behind itself.
   */
  private static final class Shutdown extends Thread {
    private final Thread command;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile int code = FAILED;

    Shutdown(Thread command) {
      super("wtls-shutdown");
      this.command = command;
    }

    void finished(int exitCode) {
      code = exitCode;
      done.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(this);
      } catch (IllegalStateException e) {
        return; // a signal came first: the hook below ends the process
      }
      System.exit(exitCode);
    }

    @Override
    public void run() {
      command.interrupt();
      boolean clean = false;
      try {
        clean = done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        // nobody interrupts this thread; end at once if somebody does
      }
      // Without this the exit code would be the signal's, whatever the command has made of it.
      Runtime.getRuntime().halt(clean ? code : FAILED);
    }
  }
}
