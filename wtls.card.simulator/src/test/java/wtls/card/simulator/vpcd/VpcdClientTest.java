package wtls.card.simulator.vpcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import wtls.api.card.CardException;
import wtls.api.card.CardException.Reason;
import wtls.api.card.CardSlot;

/** The client, against a server socket in the part of vpcd. */
class VpcdClientTest {
  private static final int PATIENCE_MILLIS = 20_000;

  /** A card that notes resets, echoes, and fails as it is told. */
  private static final class NotedCard implements CardSlot {
    private final BlockingQueue<String> resets = new LinkedBlockingQueue<>();
    private volatile Reason failure;

    @Override
    public byte[] transmit(byte[] command) throws CardException {
      if (failure != null) {
        throw new CardException(failure, "as it was told");
      }
      byte[] answer = Arrays.copyOf(command, command.length + 2);
      answer[command.length] = (byte) 0x90;
      return answer;
    }

    @Override
    public String reader() {
      return "noted";
    }

    @Override
    public byte[] atr() {
      return new byte[] {0x3B, 0x00};
    }

    @Override
    public int largestData() {
      return 255;
    }

    @Override
    public void reset() {
      resets.add("reset");
    }
  }

  private final NotedCard card = new NotedCard();
  private ServerSocket server;
  private VpcdClient client;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    server.setSoTimeout(PATIENCE_MILLIS);
    client = new VpcdClient(card, (InetSocketAddress) server.getLocalSocketAddress());
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("wtls-"));
  }

  private Socket accept() throws IOException {
    Socket connection = server.accept();
    connection.setSoTimeout(PATIENCE_MILLIS);
    return connection;
  }

  // Length and body apart, as Debian's vpcd does.
  private static void send(Socket connection, int... body) throws IOException {
    connection.getOutputStream().write(new byte[] {(byte) (body.length >> 8), (byte) body.length});
    byte[] octets = new byte[body.length];
    for (int i = 0; i < body.length; i++) {
      octets[i] = (byte) body[i];
    }
    connection.getOutputStream().write(octets);
  }

  private static byte[] receive(Socket connection) throws IOException {
    DataInputStream in = new DataInputStream(connection.getInputStream());
    return in.readNBytes(in.readUnsignedShort());
  }

  private void awaitReset() throws InterruptedException {
    assertThat(card.resets.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isNotNull();
  }

  @Test
  void answersControlsAndCommands() throws Exception {
    try (Socket connection = accept()) {
      send(connection, 4);
      assertThat(receive(connection)).isEqualTo(card.atr());
      send(connection, 1);
      awaitReset();
      send(connection, 2);
      awaitReset();
      send(connection, 0);
      send(connection, 0x80, 0x10, 0, 0);
      assertThat(receive(connection)).containsExactly(0x80, 0x10, 0, 0, 0x90, 0);
      assertThat(card.resets).isEmpty();
    }
  }

  @Test
  void connectsAgainWhenTheDaemonEnds() throws Exception {
    accept().close();

    try (Socket connection = accept()) {
      send(connection, 4);
      assertThat(receive(connection)).isEqualTo(card.atr());
    }
  }

  @Test
  void connectsAgainAfterWhatIsNoMessage() throws Exception {
    try (Socket connection = accept()) {
      send(connection, 77);
      assertEnds(connection);
    }
    accept().close();
  }

  @Test
  void saysThatACommandIsTooLong() throws Exception {
    card.failure = Reason.TOO_LONG;
    try (Socket connection = accept()) {
      send(connection, 0x80, 0x10, 0, 0);
      assertThat(receive(connection)).containsExactly(0x67, 0);
    }
  }

  @Test
  void isPulledAndPutInAgainWhenTheCardIsMute() throws Exception {
    card.failure = Reason.MUTE;
    try (Socket connection = accept()) {
      send(connection, 0x80, 0x10, 0, 0);
      assertEnds(connection);
    }
    card.failure = null;
    try (Socket connection = accept()) {
      send(connection, 1);
      awaitReset();
    }
  }

  @Test
  void leavesWhenTheCardIsPulled() throws Exception {
    card.failure = Reason.REMOVED;
    try (Socket connection = accept()) {
      send(connection, 0x80, 0x10, 0, 0);
      assertEnds(connection);
    }
  }

  @Test
  void endsWhileItWaitsForACommand() throws Exception {
    try (Socket connection = accept()) {
      client.close();

      assertEnds(connection);
    }
  }

  private static void assertEnds(Socket connection) throws IOException {
    try {
      assertThat(connection.getInputStream().read()).isEqualTo(-1);
    } catch (EOFException e) {
      // As well.
    }
  }
}
