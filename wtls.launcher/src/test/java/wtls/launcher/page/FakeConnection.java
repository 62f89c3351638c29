package wtls.launcher.page;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.client.ConnectionEvent;
import wtls.api.client.Negotiated;
import wtls.api.client.Negotiated.Handshake;
import wtls.api.client.SecureConnection;
import wtls.api.session.Custody;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SecurityLevel.Authentication;
import wtls.api.session.SessionId;
import wtls.gateway.wsp.ConnectionlessWsp;
import wtls.gateway.wsp.Reply;
import wtls.gateway.wsp.Request;
import wtls.protocol.codec.DecodeException;

/**
 * A connection to a gateway that answers at once, or not at all. A receive that would wait moves
 * the connection's own clock instead.
 */
public final class FakeConnection implements SecureConnection {
  private final Function<Request, List<byte[]>> gateway;
  private final Handshake handshake;
  private final String engine;
  private final Queue<byte[]> arrived = new ArrayDeque<>();
  private final List<Request> requests = new ArrayList<>();
  private long nanos;
  private boolean closed;

  /** A connection to a gateway that sends back what {@code gateway} gives. */
  public FakeConnection(Handshake handshake, Function<Request, List<byte[]>> gateway) {
    this(handshake, "phone", gateway);
  }

  /** The same, over an engine of that name. */
  public FakeConnection(
      Handshake handshake, String engine, Function<Request, List<byte[]>> gateway) {
    this.handshake = handshake;
    this.engine = engine;
    this.gateway = gateway;
  }

  /** The datagram of a reply. */
  public static byte[] datagram(Reply reply) {
    return ConnectionlessWsp.encode(reply);
  }

  /** All requests so far. */
  public List<Request> requests() {
    return requests;
  }

  public long nanoTime() {
    return nanos;
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public void send(byte[] payload) {
    try {
      Request request = ConnectionlessWsp.decodeRequest(payload);
      requests.add(request);
      arrived.addAll(gateway.apply(request));
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Optional<byte[]> receive(Duration timeout) {
    if (arrived.isEmpty()) {
      nanos += timeout.toNanos();
    }
    return Optional.ofNullable(arrived.poll());
  }

  @Override
  public void listen(Consumer<ConnectionEvent> listener) {}

  @Override
  public Negotiated negotiated() {
    return new Negotiated(
        SessionId.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}),
        handshake,
        KeyExchangeSuite.ECDH_ECDSA,
        7,
        new CipherSuite(BulkCipher.RC5_CBC, MacAlgorithm.SHA),
        3,
        "gw; WTLS; FI; 127.0.0.1",
        "ca; WTLS; FI",
        engine);
  }

  @Override
  public SecurityLevel securityLevel() {
    return new SecurityLevel(Authentication.SERVER, Custody.PHONE, true);
  }

  @Override
  public void close() {
    closed = true;
  }
}
