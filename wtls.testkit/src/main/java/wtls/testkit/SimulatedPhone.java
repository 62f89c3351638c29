package wtls.testkit;

import wtls.api.engine.SecurityEngine;
import wtls.core.machine.Settings;
import wtls.testkit.network.Address;
import wtls.testkit.network.VirtualNetwork;

/** A phone with one engine, whose connections come and go. */
public final class SimulatedPhone {
  private final VirtualNetwork network;
  private final String name;
  private final Address gateway;
  private final SecurityEngine engine;
  private int connections;

  /** A phone that speaks to this gateway. */
  public SimulatedPhone(
      VirtualNetwork network, String name, Address gateway, SecurityEngine engine) {
    this.network = network;
    this.name = name;
    this.gateway = gateway;
    this.engine = engine;
  }

  public SecurityEngine engine() {
    return engine;
  }

  /** Begins to connect, from an address of its own. */
  public PhoneEnd connect(Settings settings) {
    PhoneEnd end = prepare(settings);
    end.start();
    return end;
  }

  /** A connection that has not begun: {@code machine().start} is the caller's. */
  public PhoneEnd prepare(Settings settings) {
    Address address = new Address(name + ":" + ++connections);
    return new PhoneEnd(network, address, gateway, engine, settings);
  }

  /** The same from the address of an earlier connection, which hears nothing any more. */
  public PhoneEnd prepareInPlaceOf(PhoneEnd earlier, Settings settings) {
    return new PhoneEnd(network, earlier.address(), gateway, engine, settings);
  }
}
