package wtls.testkit.pcsc;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileLock;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import wtls.api.card.CardSlot;
import wtls.card.simulator.vpcd.VpcdClient;

/**
 * A PC/SC daemon of its own with virtual readers on ports of their own, for one test at a time on
 * the whole machine: the daemon's socket has a fixed name. Cards are put into its slots by {@link
 * #insert}; whatever speaks PC/SC finds them there. Check {@link #missing} first.
 *
 * <p>The JDK connects to a daemon once and for all (see {@code wtls.card.pcsc}): tests that use
 * {@code javax.smartcardio} more than once in a JVM need it opened.
 */
public final class PcscStack implements AutoCloseable {
  /** The name of the JUnit tag of tests that need this. */
  public static final String TAG = "pcsc";

  private static final Path DAEMON = Path.of("/usr/sbin/pcscd");
  private static final Path DRIVER = Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so");
  private static final Path RUN = Path.of("/run/pcscd");
  private static final Path SOCKET = RUN.resolve("pcscd.comm");
  private static final List<String> TOOLS = List.of("opensc-tool", "pkcs15-tool");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int SLOTS_OF_A_READER = 2;
  private static final String NAME = "WTLS test ";

  private final Path folder;
  private final RandomAccessFile lockFile;
  private final List<Integer> ports = new ArrayList<>();
  private Process daemon;

  private PcscStack(Path folder, RandomAccessFile lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /** What the machine lacks for this, as a sentence; empty when nothing. */
  public static Optional<String> missing() {
    if (!Files.isExecutable(DAEMON)
        || !Files.exists(DRIVER)
        || !TOOLS.stream().allMatch(PcscStack::isOnPath)) {
      return Optional.of(
          "pcscd, vpcd or OpenSC is missing: apt-get install pcscd vsmartcard-vpcd opensc");
    }
    try {
      Files.createDirectories(RUN);
    } catch (IOException e) {
      return Optional.of("The folder " + RUN + " cannot be made for pcscd: run the test as root.");
    }
    return Files.isWritable(RUN)
        ? Optional.empty()
        : Optional.of("The folder " + RUN + " cannot be written for pcscd: run the test as root.");
  }

  /** Whether a test may not pass by skipping: the environment names this stack in WTLS_REQUIRE. */
  public static boolean isRequired() {
    String required = System.getenv("WTLS_REQUIRE");
    return required != null && List.of(required.split("[, ]+")).contains(TAG);
  }

  /**
   * Starts the daemon. Waits for as long as another such stack runs on the machine.
   *
   * @param slots how many cards it can hold
   * @throws IOException also when a daemon runs that is none of ours
   */
  public static PcscStack start(int slots) throws IOException {
    // Deliberately left there: deleting it would let two stacks lock two files of that name.
    Path lockPath = Path.of(System.getProperty("java.io.tmpdir"), "wtls-pcscd.lock");
    RandomAccessFile lockFile = new RandomAccessFile(lockPath.toFile(), "rw");
    PcscStack stack = null;
    try {
      FileLock lock = lockFile.getChannel().lock();
      if (answers()) {
        throw new IOException(
            "A pcscd runs already on " + SOCKET + ": stop it, the tests bring their own.");
      }
      stack = new PcscStack(Files.createTempDirectory("wtls-pcsc"), lockFile);
      stack.startDaemon(slots);
      assert lock.isValid();
      return stack;
    } catch (IOException | RuntimeException e) {
      if (stack != null) {
        stack.close();
      } else {
        lockFile.close();
      }
      throw e;
    }
  }

  /** The name under which PC/SC knows a slot, from 0 on. */
  public String reader(int slot) {
    int reader = slot / SLOTS_OF_A_READER;
    return String.format("%s%d 00 %02X", NAME, reader, slot % SLOTS_OF_A_READER);
  }

  /** Where the card for a slot must connect. */
  public InetSocketAddress address(int slot) {
    int port = ports.get(slot / SLOTS_OF_A_READER) + slot % SLOTS_OF_A_READER;
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Puts a card into a slot; closing what is returned pulls it, and the caller's card stays. */
  public VpcdClient insert(int slot, CardSlot card) {
    return new VpcdClient(card, address(slot));
  }

  /**
   * Runs one of OpenSC's tools, set up so that it takes any card that speaks ISO 7816.
   *
   * @return what it printed, of both kinds
   * @throws IOException also when it does not end well
   */
  public String tool(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("OPENSC_CONF", folder.resolve("opensc.conf").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = await(process);
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + code + ": " + printed);
    }
    return printed;
  }

  /** Ends the daemon. Returns when nothing of it is left. */
  @Override
  public void close() throws IOException {
    try {
      if (daemon != null) {
        daemon.destroy();
        await(daemon);
      }
      deleteTree(folder);
    } finally {
      lockFile.close();
    }
  }

  private void startDaemon(int slots) throws IOException {
    Path readers = Files.createDirectory(folder.resolve("readers"));
    for (int reader = 0; reader * SLOTS_OF_A_READER < slots; reader++) {
      int port = freePorts();
      ports.add(port);
      Files.writeString(readers.resolve("reader" + reader), configuration(NAME + reader, port));
    }
    Files.writeString(
        folder.resolve("opensc.conf"),
        """
        app default {
          enable_default_driver = true;
          reader_driver pcsc { max_send_size = 255; max_recv_size = 256; }
        }
        """);
    daemon =
        new ProcessBuilder(DAEMON.toString(), "-f", "--error", "-c", readers.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    awaitReady();
  }

  // The driver makes two slots of one entry, on this port and the next one.
  private static String configuration(String name, int port) {
    return String.format(
        "FRIENDLYNAME \"%s\"%nDEVICENAME /dev/null:0x%X%nLIBPATH %s%nCHANNELID 0x%X%n",
        name, port, DRIVER, port);
  }

  private void awaitReady() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!answers() || !allPortsListen()) {
        if (daemon.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
          throw new IOException(
              "pcscd does not start: " + Files.readString(folder.resolve("log")).strip());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while pcscd starts.", e);
    }
  }

  // Asked of the system, for connecting would be a card that is put in.
  private boolean allPortsListen() {
    return ports.stream().allMatch(port -> !isFree(port) && !isFree(port + 1));
  }

  private static boolean answers() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(SOCKET));
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePorts() throws IOException {
    while (true) {
      int port;
      try (ServerSocket any = new ServerSocket(0)) {
        port = any.getLocalPort();
      }
      if (port < 0xFFFF && isFree(port) && isFree(port + 1)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isOnPath(String tool) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  private static int await(Process process) throws IOException {
    try {
      if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new IOException(process.info().command().orElse("A process") + " does not end.");
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while a process ends.", e);
    }
  }

  private static void deleteTree(Path root) throws IOException {
    try (Stream<Path> entries = Files.walk(root)) {
      entries
          .sorted(Comparator.reverseOrder())
          .forEach(
              entry -> {
                try {
                  Files.delete(entry);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
