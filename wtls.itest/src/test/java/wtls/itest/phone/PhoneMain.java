package wtls.itest.phone;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.ServiceRegistration;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.card.CardSlot;
import wtls.api.card.PinEntry;
import wtls.api.client.ConnectRequest;
import wtls.api.client.Negotiated;
import wtls.api.client.SecureConnection;
import wtls.api.client.WtlsClient;
import wtls.api.engine.SecurityEngine;
import wtls.api.session.Peer;
import wtls.api.trace.CardTap;
import wtls.api.trace.DatagramTap;

/**
 * A phone. Reads a command a line, its words apart by tabs, and answers each with a line. All that
 * its services tell goes to standard output.
 */
public final class PhoneMain {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final PhoneBundles bundles;
  private final Map<String, SecureConnection> connections = new HashMap<>();
  private RemoteSlot slot;
  private ServiceRegistration<CardSlot> slotService;

  private PhoneMain(PhoneBundles bundles) {
    this.bundles = bundles;
  }

  /** The port that tells what to do, the framework's folder, and the bundles. */
  public static void main(String[] arguments) throws Exception {
    List<Path> jars = Arrays.stream(arguments).skip(2).map(Path::of).toList();
    try (Socket test =
            new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        PhoneBundles bundles = PhoneBundles.start(Path.of(arguments[1]), jars)) {
      PhoneMain phone = new PhoneMain(bundles);
      phone.listen();
      phone.obey(test);
    }
  }

  private void listen() {
    CardTap cards = exchange -> System.out.println("TAP " + exchange);
    bundles.context().registerService(CardTap.class, cards, null);
    DatagramTap datagrams =
        (from, to, datagram) ->
            System.out.println("TAP " + from + " " + to + " " + datagram.length + " octets");
    bundles.context().registerService(DatagramTap.class, datagrams, null);
  }

  private void obey(Socket test) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(test.getInputStream(), StandardCharsets.UTF_8));
    OutputStream out = test.getOutputStream();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String answer;
      try {
        answer = "ok\t" + run(line.split("\t"));
      } catch (Exception e) {
        e.printStackTrace(System.out);
        answer = "failed\t" + e.toString().lines().findFirst().orElse("");
      }
      out.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private String run(String[] words) throws Exception {
    switch (words[0]) {
      case "pin" -> enterPin(words[1]);
      case "insert" -> insert(Integer.parseInt(words[1]));
      case "pull" -> pull();
      case "configure" -> bundles.configure(words[1], values(words));
      case "engine" -> {
        return engine(words[1]).profile().toString();
      }
      case "no engine" -> awaitNoEngine();
      case "connect" -> {
        return connect(words);
      }
      case "echo" -> echo(connections.get(words[1]), Integer.parseInt(words[2]));
      case "close" -> connections.remove(words[1]).close();
      case "dump" -> dump(words[1]);
      default -> throw new IllegalArgumentException(words[0]);
    }
    return "";
  }

  /** The PIN is read anew each time, straight into the array that the driver wipes. */
  private void enterPin(String file) {
    PinEntry entry =
        (serial, kind, label, tries) -> {
          try (FileInputStream in = new FileInputStream(file)) {
            byte[] pin = new byte[in.available()];
            return in.read(pin) == pin.length ? Optional.of(pin) : Optional.empty();
          } catch (IOException e) {
            return Optional.empty();
          }
        };
    bundles.context().registerService(PinEntry.class, entry, null);
  }

  private void insert(int port) throws IOException {
    slot = new RemoteSlot("remote", port);
    slotService =
        bundles
            .context()
            .registerService(
                CardSlot.class, slot, new Hashtable<>(Map.of(CardSlot.READER, "remote")));
  }

  private void pull() throws IOException {
    slot.close();
    slotService.unregister();
    awaitNoEngine();
  }

  private void awaitNoEngine() {
    bundles.awaitNone(SecurityEngine.class, "(" + SecurityEngine.CARD_SERIAL + "=*)");
  }

  private SecurityEngine engine(String name) {
    return bundles.service(SecurityEngine.class, "(" + SecurityEngine.NAME + "=" + name + ")");
  }

  private static Map<String, Object> values(String[] words) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 2; i < words.length; i++) {
      String[] pair = words[i].split("=", 2);
      values.put(pair[0], pair[1]);
    }
    return values;
  }

  /** Words: connection, host, port, engine, key exchange, whether to resume, key refresh. */
  private String connect(String[] words) throws Exception {
    int port = Integer.parseInt(words[3]);
    ConnectRequest request =
        ConnectRequest.to(
                new Peer(words[2], port),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .engine(words[4])
            .keyExchanges(List.of(KeyExchangeSuite.valueOf(words[5])))
            .resume(Boolean.parseBoolean(words[6]))
            .clientAuthentication(true)
            .keyRefresh(Integer.parseInt(words[7]))
            .build();
    SecureConnection connection = bundles.service(WtlsClient.class, null).connect(request);
    connection.listen(event -> System.out.println("EVENT " + event));
    connections.put(words[1], connection);
    Negotiated agreed = connection.negotiated();
    System.out.println("AGREED " + agreed + " " + connection.securityLevel());
    return String.join(
        "\t",
        agreed.handshake().name(),
        agreed.keyExchange().name(),
        connection.securityLevel().toString(),
        agreed.engine());
  }

  private static void echo(SecureConnection connection, int octets) throws Exception {
    byte[] payload = new byte[octets];
    for (int i = 0; i < octets; i++) {
      payload[i] = (byte) (i * 31 + octets);
    }
    connection.send(payload);
    byte[] answer =
        connection.receive(PATIENCE).orElseThrow(() -> new IOException("Nothing came back."));
    if (!Arrays.equals(payload, answer)) {
      throw new IOException("Something else came back.");
    }
  }

  /** Of all objects, those that nothing refers to any more included. */
  private static void dump(String file) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file, false);
  }
}
