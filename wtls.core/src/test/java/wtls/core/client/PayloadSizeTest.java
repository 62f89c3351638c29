package wtls.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.client.ConnectRequest;
import wtls.api.client.PayloadTooLargeException;
import wtls.api.engine.Credentials;
import wtls.api.engine.Embodiment;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.Outlook;
import wtls.api.engine.SecurityEngine;
import wtls.api.engine.Ticket;
import wtls.api.session.Peer;
import wtls.api.session.SessionDescription;
import wtls.core.machine.Settings;

/** An engine that protects small records only sets the size of payloads. */
class PayloadSizeTest {
  private static final int LARGEST = 1000;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void refusesMoreThanTheEngineProtectsAndSaysHowMuchThatIs() throws Exception {
    ConnectRequest request =
        ConnectRequest.to(new Peer("gw.example", 9203), new InetSocketAddress("127.0.0.1", 9203))
            .build();
    try (Connection connection =
        new Connection(
            new SmallEngine(),
            Settings.of(request, InstantSource.system()),
            timer,
            timer,
            ended -> {})) {
      assertThatThrownBy(() -> connection.send(new byte[LARGEST + 1]))
          .isInstanceOf(PayloadTooLargeException.class)
          .hasMessage(
              "The payload has 1001 octets, and its engine protects up to 1000 in one record: send"
                  + " less.")
          .extracting(e -> ((PayloadTooLargeException) e).largest())
          .isEqualTo(LARGEST);
      assertThatThrownBy(() -> connection.send(new byte[0]))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(connection.engine().profile().largestRecord()).isEqualTo(LARGEST);
    }
  }

  /** Never gets as far as being asked for more than its profile. */
  private static final class SmallEngine implements SecurityEngine {

    @Override
    public EngineProfile profile() {
      return new EngineProfile(
          "small",
          Embodiment.FULL,
          Optional.of("01"),
          List.of(),
          EnumSet.of(BulkCipher.TRIPLE_DES_CBC_EDE),
          EnumSet.of(MacAlgorithm.SHA),
          2048,
          LARGEST,
          false);
    }

    @Override
    public Credentials credentials() {
      return Credentials.NONE;
    }

    @Override
    public byte[] random(int length) {
      return new byte[length];
    }

    @Override
    public KeyEstablishment establish(KeyExchange exchange) throws EngineException {
      throw unsupported();
    }

    @Override
    public List<SessionDescription> sessions() {
      return List.of();
    }

    @Override
    public EngineSession resume(SessionDescription session, Outlook outlook)
        throws EngineException {
      throw unsupported();
    }

    @Override
    public EngineSession adopt(Ticket ticket) throws EngineException {
      throw unsupported();
    }

    @Override
    public void selfTest() {}

    private static EngineException unsupported() {
      return new EngineException(EngineException.Reason.UNSUPPORTED, "There is nothing here.");
    }
  }
}
