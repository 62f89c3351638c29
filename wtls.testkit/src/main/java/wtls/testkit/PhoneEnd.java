package wtls.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import wtls.api.client.Negotiated;
import wtls.api.client.WtlsException;
import wtls.api.engine.EngineException;
import wtls.api.engine.SecurityEngine;
import wtls.core.machine.ClientMachine;
import wtls.core.machine.Outputs;
import wtls.core.machine.Settings;
import wtls.testkit.network.Address;
import wtls.testkit.network.Station;
import wtls.testkit.network.VirtualNetwork;

/** A phone's end of one connection. */
public final class PhoneEnd implements Outputs, Station {
  private final VirtualNetwork network;
  private final Address address;
  private final Address gateway;
  private final ClientMachine machine;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private final List<byte[]> received = new ArrayList<>();
  private final List<Negotiated> renewals = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<EngineException> engineFailures = new ArrayList<>();
  private Consumer<byte[]> listener = payload -> {};
  private int told;
  private Negotiated opened;
  private WtlsException end;
  private long timer = Long.MAX_VALUE;

  PhoneEnd(
      VirtualNetwork network,
      Address address,
      Address gateway,
      SecurityEngine engine,
      Settings settings) {
    this.network = network;
    this.address = address;
    this.gateway = gateway;
    this.machine = new ClientMachine(engine, settings, this);
    network.attach(address, this);
  }

  public Address address() {
    return address;
  }

  public ClientMachine machine() {
    return machine;
  }

  /** The payloads that were delivered, in order. */
  public List<byte[]> received() {
    return received;
  }

  /** What was agreed when the connection opened; empty while it has not. */
  public Optional<Negotiated> opened() {
    return Optional.ofNullable(opened);
  }

  /** What in-place handshakes have agreed on, in order. */
  public List<Negotiated> renewals() {
    return renewals;
  }

  public List<String> warnings() {
    return warnings;
  }

  public List<EngineException> engineFailures() {
    return engineFailures;
  }

  /** Why it ended; empty while it has not. */
  public Optional<WtlsException> end() {
    return Optional.ofNullable(end);
  }

  /** Whether it has opened and not ended. */
  public boolean isLive() {
    return opened != null && end == null;
  }

  /** How many payloads wait to be sent. */
  public int waiting() {
    return waiting.size();
  }

  /** Called with each payload that is delivered, after the machine has done with its input. */
  public void onPayload(Consumer<byte[]> changed) {
    listener = changed;
  }

  /** Sends a payload, now or as soon as the connection takes it. */
  public void send(byte[] payload) {
    waiting.add(payload);
    settle();
  }

  /** Begins an in-place handshake. */
  public void renew() {
    machine.renew(network.now());
    settle();
  }

  /** Closes the connection. */
  public void close() {
    machine.close();
  }

  /** Has the machine see to what has become possible by other means than a datagram. */
  public void settle() {
    try {
      while (!waiting.isEmpty() && machine.send(waiting.peek(), network.now())) {
        waiting.poll();
      }
    } catch (EngineException e) {
      engineFailed(e);
    }
    long deadline = machine.deadline();
    if (!machine.hasEnded() && deadline < timer) {
      timer = deadline;
      network.at(deadline, this::expire);
    }
    while (told < received.size()) {
      listener.accept(received.get(told++));
    }
  }

  void start() {
    machine.start(network.now());
    settle();
  }

  @Override
  public void receive(Address from, byte[] datagram) {
    if (!from.equals(gateway)) {
      return;
    }
    machine.datagram(datagram, datagram.length, network.now());
    settle();
  }

  @Override
  public void transmit(byte[] datagram, int length) {
    network.send(address, gateway, Arrays.copyOf(datagram, length));
  }

  @Override
  public void deliver(byte[] payload) {
    network.note(address, "delivers " + payload.length + " octets");
    received.add(payload);
  }

  @Override
  public void opened(Negotiated negotiated) {
    network.note(address, "opened: " + negotiated.handshake());
    if (opened != null) {
      throw new IllegalStateException("The connection was opened twice.");
    }
    opened = negotiated;
  }

  @Override
  public void renewed(Negotiated negotiated) {
    network.note(address, "renewed: " + negotiated.handshake());
    renewals.add(negotiated);
  }

  @Override
  public void warned(String description) {
    network.note(address, "warned: " + description);
    warnings.add(description);
  }

  @Override
  public void engineFailed(EngineException failure) {
    network.note(address, "engine failed: " + failure.getMessage());
    engineFailures.add(failure);
  }

  @Override
  public void ended(WtlsException reason) {
    network.note(address, "ended: " + reason.getMessage());
    if (end != null) {
      throw new IllegalStateException("The connection ended twice.");
    }
    end = reason;
  }

  private void expire() {
    timer = Long.MAX_VALUE;
    if (!machine.hasEnded()) {
      machine.tick(network.now());
      settle();
    }
  }
}
