package wtls.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import wtls.api.client.ConnectionClosedException;
import wtls.api.client.Negotiated;
import wtls.api.client.WtlsException;
import wtls.api.engine.EngineException;
import wtls.api.engine.SecurityEngine;
import wtls.core.machine.ClientMachine;
import wtls.core.machine.Outputs;
import wtls.core.machine.Settings;

/** A phone's end of one connection on a connected socket, driven by the calling thread. */
final class SocketPhone implements Outputs, AutoCloseable {
  private static final int LARGEST_DATAGRAM = 2048;
  private static final int PATIENCE_MILLIS = 5_000;
  private static final WtlsException MEASURED = new ConnectionClosedException("It was measured.");

  private final DatagramSocket socket;
  private final ClientMachine machine;
  private final DatagramPacket packet =
      new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
  private boolean open;
  private byte[] received;

  /**
   * @param socket stays the caller's
   */
  SocketPhone(SecurityEngine engine, Settings settings, DatagramSocket socket) throws IOException {
    this.socket = socket;
    this.machine = new ClientMachine(engine, settings, this);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** Blocks until the connection is open. */
  void connect() throws IOException {
    machine.start(now());
    while (!open) {
      take();
    }
  }

  /** Sends a payload and blocks until it has come back. */
  void echo(byte[] payload) throws IOException {
    received = null;
    try {
      machine.send(payload, now());
    } catch (EngineException e) {
      throw new IOException(e);
    }
    while (received == null) {
      take();
    }
    if (!Arrays.equals(payload, received)) {
      throw new IOException("What came back differs.");
    }
  }

  /** Wipes the keys, without a word to the gateway. */
  @Override
  public void close() {
    machine.abort(MEASURED);
  }

  private void take() throws IOException {
    try {
      packet.setLength(LARGEST_DATAGRAM);
      socket.receive(packet);
      machine.datagram(packet.getData(), packet.getLength(), now());
    } catch (SocketTimeoutException e) {
      machine.tick(now());
    }
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  @Override
  public void transmit(byte[] datagram, int length) {
    try {
      socket.send(new DatagramPacket(datagram, length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void deliver(byte[] payload) {
    received = payload;
  }

  @Override
  public void opened(Negotiated negotiated) {
    open = true;
  }

  @Override
  public void renewed(Negotiated negotiated) {}

  @Override
  public void warned(String description) {}

  @Override
  public void engineFailed(EngineException failure) {
    throw new IllegalStateException(failure);
  }

  @Override
  public void ended(WtlsException reason) {
    if (reason != MEASURED) {
      throw new IllegalStateException(reason);
    }
  }
}
