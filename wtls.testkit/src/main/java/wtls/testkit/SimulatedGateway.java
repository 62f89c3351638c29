package wtls.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import wtls.gateway.handshake.AnonymousRsaKeys;
import wtls.gateway.handshake.ServerContext;
import wtls.gateway.handshake.ServerCredentials;
import wtls.gateway.handshake.ServerPolicy;
import wtls.gateway.handshake.Sessions;
import wtls.testkit.network.Address;
import wtls.testkit.network.Station;
import wtls.testkit.network.VirtualNetwork;

/** A gateway on a virtual network: one machine for each client's address. */
public final class SimulatedGateway implements Station {
  private static final long KEY_SEED = 0x4B455953;

  private final VirtualNetwork network;
  private final Address address;
  private final ServerContext context;
  private final Map<Address, GatewayEnd> ends = new LinkedHashMap<>();
  private long taskMillis;
  private boolean admits = true;

  /** Unsigned RSA keys take seconds to make: once for all scenarios. */
  private static final class Holder {
    static final AnonymousRsaKeys KEYS = new AnonymousRsaKeys(new SeededRandom(KEY_SEED));
  }

  /** A gateway at this address. */
  public SimulatedGateway(
      VirtualNetwork network,
      Address address,
      ServerPolicy policy,
      ServerCredentials credentials,
      Sessions sessions) {
    this.network = network;
    this.address = address;
    this.context =
        new ServerContext(
            policy,
            credentials,
            sessions,
            Holder.KEYS,
            new SeededRandom(network.seed() ^ KEY_SEED));
    network.attach(address, this);
  }

  public Address address() {
    return address;
  }

  /** How long private key operations take; 0, to begin with, has them done at once. */
  public void setTaskTime(long millis) {
    taskMillis = millis;
  }

  /** Whether new handshakes are let in. */
  public void setAdmits(boolean changed) {
    admits = changed;
  }

  /** This gateway's end of what it has with a client. */
  public GatewayEnd end(Address client) {
    return Objects.requireNonNull(ends.get(client), () -> "Nothing was heard from " + client);
  }

  /** Whether anything was heard from a client that is not forgotten. */
  public boolean knows(Address client) {
    return ends.containsKey(client);
  }

  /** Forgets all connections, as if restarted; sessions stay. */
  public void restart() {
    ends.clear();
    network.note(address, "restarted");
  }

  @Override
  public void receive(Address from, byte[] datagram) {
    GatewayEnd end = ends.get(from);
    if (end == null || end.isClosed()) {
      end = new GatewayEnd(this, from);
      ends.put(from, end);
    }
    end.receive(datagram);
  }

  VirtualNetwork network() {
    return network;
  }

  ServerContext context() {
    return context;
  }

  long taskMillis() {
    return taskMillis;
  }

  boolean admits() {
    return admits;
  }
}
