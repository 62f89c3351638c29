package wtls.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import wtls.gateway.handshake.Established;
import wtls.gateway.handshake.HandshakeTask;
import wtls.gateway.handshake.ServerMachine;
import wtls.gateway.handshake.ServerOutput;
import wtls.protocol.alert.AlertDescription;
import wtls.testkit.network.Address;
import wtls.testkit.network.VirtualNetwork;

/** A gateway's end of what it has with one client. */
public final class GatewayEnd implements ServerOutput {
  private final SimulatedGateway gateway;
  private final VirtualNetwork network;
  private final Address client;
  private final ServerMachine machine;
  private final Deque<HandshakeTask<?>> tasks = new ArrayDeque<>();
  private final List<byte[]> received = new ArrayList<>();
  private final List<Established> established = new ArrayList<>();
  private final List<AlertDescription> refusals = new ArrayList<>();
  private Consumer<byte[]> listener = payload -> {};
  private int told;
  private Closure closure;
  private int rejectedRecords;
  private int tasksRun;
  private long timer = Long.MAX_VALUE;

  GatewayEnd(SimulatedGateway gateway, Address client) {
    this.gateway = gateway;
    this.network = gateway.network();
    this.client = client;
    this.machine = new ServerMachine(gateway.context(), this);
  }

  public ServerMachine machine() {
    return machine;
  }

  /** The payloads that were delivered, in order. */
  public List<byte[]> received() {
    return received;
  }

  /** The handshakes that have come to a good end, in order. */
  public List<Established> established() {
    return established;
  }

  /** The alerts with which handshakes were refused, in order. */
  public List<AlertDescription> refusals() {
    return refusals;
  }

  /** How many protected records were not accepted. */
  public int rejectedRecords() {
    return rejectedRecords;
  }

  /** How many private key operations were done. */
  public int tasksRun() {
    return tasksRun;
  }

  /** How it ended; empty while it has not. */
  public Optional<Closure> closure() {
    return Optional.ofNullable(closure);
  }

  boolean isClosed() {
    return closure != null;
  }

  /** Called with each payload that is delivered, after the machine has done with its input. */
  public void onPayload(Consumer<byte[]> changed) {
    listener = changed;
  }

  /** Sends a payload; false when there is no connection. */
  public boolean send(byte[] payload) {
    boolean sent = machine.send(payload, network.now());
    settle();
    return sent;
  }

  /** Sends HelloRequest. */
  public void requestHandshake() {
    machine.requestHandshake(network.now());
    settle();
  }

  /** Closes the connection. */
  public void close() {
    machine.close(network.now());
    settle();
  }

  void receive(byte[] datagram) {
    machine.datagram(datagram, network.now());
    settle();
  }

  @Override
  public void transmit(byte[] datagram) {
    network.send(gateway.address(), client, datagram);
  }

  @Override
  public void deliver(byte[] payload) {
    network.note(gateway.address(), "delivers " + payload.length + " octets");
    received.add(payload);
  }

  @Override
  public boolean admitHandshake() {
    return gateway.admits();
  }

  @Override
  public void offload(HandshakeTask<?> task) {
    tasks.add(task);
  }

  @Override
  public void established(Established agreed) {
    network.note(
        gateway.address(), agreed.flow() + " handshake" + (agreed.inPlace() ? " in place" : ""));
    established.add(agreed);
  }

  @Override
  public void refused(AlertDescription alert, String reason) {
    network.note(gateway.address(), "refuses: " + reason);
    refusals.add(alert);
  }

  @Override
  public void recordArrived(boolean accepted) {
    if (!accepted) {
      rejectedRecords++;
    }
  }

  @Override
  public void closed(Closure why) {
    network.note(gateway.address(), "closed " + why);
    closure = why;
  }

  /** Sees to what an input has left to be done: key work, and the timer. */
  private void settle() {
    while (!tasks.isEmpty()) {
      HandshakeTask<?> task = tasks.poll();
      tasksRun++;
      if (gateway.taskMillis() == 0) {
        complete(task);
      } else {
        network.after(
            gateway.taskMillis(),
            () -> {
              complete(task);
              settle();
            });
      }
    }
    long deadline = machine.deadline();
    if (!isClosed() && deadline < timer) {
      timer = deadline;
      network.at(deadline, this::expire);
    }
    while (told < received.size()) {
      listener.accept(received.get(told++));
    }
  }

  private void complete(HandshakeTask<?> task) {
    task.run();
    machine.completed(task, network.now());
  }

  private void expire() {
    timer = Long.MAX_VALUE;
    if (!isClosed()) {
      machine.timer(network.now());
      settle();
    }
  }
}
