package wtls.gateway.net;

import java.net.InetSocketAddress;
import wtls.gateway.handshake.Established;
import wtls.gateway.handshake.HandshakeTask;
import wtls.gateway.handshake.ServerMachine;
import wtls.gateway.handshake.ServerOutput;
import wtls.gateway.upstream.UpstreamConnection;
import wtls.protocol.alert.AlertDescription;

/** One client address: its machine, and its way to the upstream. Lives in one event loop. */
final class Client implements ServerOutput {
  private final ClientTable table;
  private final InetSocketAddress address;
  private final ServerMachine machine;
  private UpstreamConnection upstream;
  private int upstreams;
  private boolean connected;
  private boolean halfOpen;

  Client(ClientTable table, InetSocketAddress address) {
    this.table = table;
    this.address = address;
    this.machine = new ServerMachine(table.context(), this);
  }

  InetSocketAddress address() {
    return address;
  }

  ServerMachine machine() {
    return machine;
  }

  /** Whether it is counted among those with a handshake under way. */
  boolean isHalfOpen() {
    return halfOpen;
  }

  void setHalfOpen(boolean halfOpen) {
    this.halfOpen = halfOpen;
  }

  /** Whether it is counted among those with a connection. */
  boolean isConnected() {
    return connected;
  }

  @Override
  public void transmit(byte[] datagram) {
    table.transmit(address, datagram);
  }

  @Override
  public void deliver(byte[] payload) {
    if (upstream == null) {
      int number = ++upstreams;
      upstream = table.openUpstream(address, reply -> reply(reply, number));
    }
    upstream.send(payload);
  }

  /** Replies to whoever had the address before are nobody's now. */
  private void reply(byte[] payload, int number) {
    if (upstream != null && number == upstreams) {
      table.send(this, payload);
    }
  }

  @Override
  public boolean admitHandshake() {
    return table.admitHandshake(address);
  }

  @Override
  public void offload(HandshakeTask<?> task) {
    table.offload(this, task);
  }

  @Override
  public void established(Established agreed) {
    if (!agreed.inPlace()) {
      // Whoever has the address now need not be who had it before.
      closeUpstream();
    }
    table.established(this, agreed, connected);
    connected = true;
  }

  @Override
  public void refused(AlertDescription alert, String reason) {
    table.refused(this, alert, reason);
  }

  @Override
  public void recordArrived(boolean accepted) {
    table.recordArrived(accepted);
  }

  @Override
  public void closed(Closure why) {
    closeUpstream();
    table.closed(this, why);
    connected = false;
  }

  private void closeUpstream() {
    if (upstream != null) {
      upstream.close();
      upstream = null;
    }
  }
}
