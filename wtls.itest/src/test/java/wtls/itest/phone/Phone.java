package wtls.itest.phone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.client.Negotiated.Handshake;
import wtls.itest.Product;

/** In the test: a phone in a process of its own. */
public final class Phone implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Process process;
  private final Path log;
  private final Socket control;
  private final BufferedReader answers;

  /**
   * What a connection is.
   *
   * @param level its security level, in words
   * @param engine the engine's name
   */
  public record Connected(
      Handshake handshake, KeyExchangeSuite keyExchange, String level, String engine) {}

  /** The phone could not do it. */
  public static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message);
    }
  }

  private Phone(Process process, Path log, Socket control) throws IOException {
    this.process = process;
    this.log = log;
    this.control = control;
    control.setSoTimeout(PATIENCE_MILLIS);
    answers =
        new BufferedReader(new InputStreamReader(control.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one.
   *
   * @param folder for its framework and its log
   * @param flags for its JVM
   */
  public static Phone start(Path folder, String... flags) throws IOException {
    Path log = Files.createDirectories(folder).resolve("log");
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listener.setSoTimeout(PATIENCE_MILLIS);
      Process process =
          new ProcessBuilder(command(listener.getLocalPort(), folder, flags))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      try {
        return new Phone(process, log, listener.accept());
      } catch (IOException e) {
        process.destroyForcibly();
        throw new IOException("The phone does not start:\n" + Files.readString(log), e);
      }
    }
  }

  private static List<String> command(int port, Path folder, String... flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(flags));
    command.add("-classpath");
    // Failsafe hides the class path in a manifest, and tells it so.
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(PhoneMain.class.getName());
    command.add(String.valueOf(port));
    command.add(folder.resolve("felix").toString());
    Product.ofPhone().forEach(jar -> command.add(jar.toString()));
    return command;
  }

  /** The number of its process. */
  public long pid() {
    return process.pid();
  }

  /** Where all goes that it logs and tells. */
  public Path log() {
    return log;
  }

  /** Has it read the PIN of its cards from this file. */
  public void pin(Path file) throws IOException, Refusal {
    ask("pin", file.toString());
  }

  /** Puts a card in, and returns when this engine is in service. */
  public void insert(CardLine card, String engine) throws IOException, Refusal {
    ask("insert", String.valueOf(card.port()));
    awaitEngine(engine);
  }

  /** Pulls the card; returns when its engines are gone. */
  public void pull() throws IOException, Refusal {
    ask("pull");
  }

  /** Returns when this engine is in service. */
  public void awaitEngine(String engine) throws IOException, Refusal {
    ask("engine", engine);
  }

  /** Returns when no engine with a card is in service. */
  public void awaitNoEngine() throws IOException, Refusal {
    ask("no engine");
  }

  /** Sets a configuration: {@code name=value}. */
  public void configure(String pid, String... values) throws IOException, Refusal {
    String[] words = new String[values.length + 2];
    words[0] = "configure";
    words[1] = pid;
    System.arraycopy(values, 0, words, 2, values.length);
    ask(words);
  }

  /** Opens a connection that is known as {@code name} from now on. */
  public Connected connect(
      String name, EchoGateway gateway, String engine, KeyExchangeSuite suite, boolean resume)
      throws IOException, Refusal {
    return connect(name, EchoGateway.HOST, gateway, engine, suite, resume);
  }

  /** The same, asking for a server of another name. */
  public Connected connect(
      String name,
      String host,
      EchoGateway gateway,
      String engine,
      KeyExchangeSuite suite,
      boolean resume)
      throws IOException, Refusal {
    String port = String.valueOf(gateway.address().getPort());
    String refresh = String.valueOf(EchoGateway.KEY_REFRESH);
    String[] answer =
        ask("connect", name, host, port, engine, suite.name(), String.valueOf(resume), refresh)
            .split("\t");
    return new Connected(
        Handshake.valueOf(answer[0]), KeyExchangeSuite.valueOf(answer[1]), answer[2], answer[3]);
  }

  /** Sends payloads of these sizes, one after the other, and has each sent back. */
  public void echo(String connection, int... sizes) throws IOException, Refusal {
    for (int size : sizes) {
      ask("echo", connection, String.valueOf(size));
    }
  }

  /** Ends a connection. */
  public void close(String connection) throws IOException, Refusal {
    ask("close", connection);
  }

  /** Has it write all its objects into a file, garbage included. */
  public void dump(Path file) throws IOException, Refusal {
    ask("dump", file.toString());
  }

  private String ask(String... words) throws IOException, Refusal {
    OutputStream out = control.getOutputStream();
    out.write((String.join("\t", words) + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("The phone has ended:\n" + Files.readString(log));
    }
    if (!answer.startsWith("ok\t")) {
      throw new Refusal(String.join(" ", words) + ": " + answer);
    }
    return answer.substring(3);
  }

  /** Ends the process; its framework stops first. */
  @Override
  public void close() throws IOException {
    control.close();
    try {
      process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
