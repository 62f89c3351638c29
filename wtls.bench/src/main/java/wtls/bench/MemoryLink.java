package wtls.bench;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import wtls.api.client.ConnectionClosedException;
import wtls.api.client.Negotiated;
import wtls.api.client.WtlsException;
import wtls.api.engine.EngineException;
import wtls.api.engine.SecurityEngine;
import wtls.core.machine.ClientMachine;
import wtls.core.machine.Outputs;
import wtls.core.machine.Settings;
import wtls.gateway.handshake.Established;
import wtls.gateway.handshake.HandshakeTask;
import wtls.gateway.handshake.ServerContext;
import wtls.gateway.handshake.ServerMachine;
import wtls.gateway.handshake.ServerOutput;
import wtls.protocol.alert.AlertDescription;

/**
 * Both ends of one connection in one thread, with nothing but method calls between them. What goes
 * wrong at either end is thrown, so that nothing but success is measured.
 */
final class MemoryLink implements AutoCloseable {
  /** Made once: a stack trace is no part of what is measured. */
  private static final WtlsException MEASURED = new ConnectionClosedException("It was measured.");

  private final Deque<byte[]> toGateway = new ArrayDeque<>(4);
  private final Deque<byte[]> toPhone = new ArrayDeque<>(4);
  private final Deque<HandshakeTask<?>> tasks = new ArrayDeque<>(2);
  private final ClientMachine phone;
  private final ServerMachine gateway;
  private Negotiated opened;
  private Established established;
  private byte[] atGateway;
  private byte[] atPhone;

  MemoryLink(SecurityEngine engine, Settings settings, ServerContext context) {
    phone = new ClientMachine(engine, settings, new PhoneOutputs());
    gateway = new ServerMachine(context, new GatewayOutputs());
  }

  /** Carries the handshake through. */
  Negotiated connect() {
    long now = System.currentTimeMillis();
    phone.start(now);
    carry(now);
    if (opened == null || established == null) {
      throw new IllegalStateException("The handshake came to no end.");
    }
    return opened;
  }

  /** Sends a payload to the gateway and has it sent back; returns what came back. */
  byte[] echo(byte[] payload) throws EngineException {
    long now = System.currentTimeMillis();
    if (!phone.send(payload, now)) {
      throw new IllegalStateException("The phone could not send.");
    }
    carry(now);
    if (!gateway.send(atGateway, now)) {
      throw new IllegalStateException("The gateway could not send.");
    }
    carry(now);
    return atPhone;
  }

  /** Wipes the phone's keys; the gateway's end has nothing that would outlive this object. */
  @Override
  public void close() {
    phone.abort(MEASURED);
  }

  private void carry(long now) {
    while (!toGateway.isEmpty() || !toPhone.isEmpty()) {
      if (!toGateway.isEmpty()) {
        gateway.datagram(toGateway.remove(), now);
        while (!tasks.isEmpty()) {
          HandshakeTask<?> task = tasks.remove();
          task.run();
          gateway.completed(task, now);
        }
      }
      if (!toPhone.isEmpty()) {
        byte[] datagram = toPhone.remove();
        phone.datagram(datagram, datagram.length, now);
      }
    }
  }

  private final class PhoneOutputs implements Outputs {
    @Override
    public void transmit(byte[] datagram, int length) {
      toGateway.add(Arrays.copyOf(datagram, length));
    }

    @Override
    public void deliver(byte[] payload) {
      atPhone = payload;
    }

    @Override
    public void opened(Negotiated negotiated) {
      opened = negotiated;
    }

    @Override
    public void renewed(Negotiated negotiated) {
      opened = negotiated;
    }

    @Override
    public void warned(String description) {
      throw new IllegalStateException(description);
    }

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

  private final class GatewayOutputs implements ServerOutput {
    @Override
    public void transmit(byte[] datagram) {
      toPhone.add(datagram);
    }

    @Override
    public void deliver(byte[] payload) {
      atGateway = payload;
    }

    @Override
    public boolean admitHandshake() {
      return true;
    }

    @Override
    public void offload(HandshakeTask<?> task) {
      tasks.add(task);
    }

    @Override
    public void established(Established agreed) {
      established = agreed;
    }

    @Override
    public void refused(AlertDescription alert, String reason) {
      throw new IllegalStateException(reason);
    }

    @Override
    public void recordArrived(boolean accepted) {
      if (!accepted) {
        throw new IllegalStateException("The gateway rejected a record.");
      }
    }

    @Override
    public void closed(Closure why) {
      throw new IllegalStateException("The gateway closed: " + why);
    }
  }
}
