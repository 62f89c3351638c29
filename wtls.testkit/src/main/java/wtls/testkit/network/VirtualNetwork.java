package wtls.testkit.network;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Stations, the links between them, and the time. Nothing happens until one of the {@code run}
 * methods is called; they carry out what is due, in order, and let the clock jump to it.
 */
public final class VirtualNetwork {
  /** When every virtual clock starts; milliseconds, as everywhere here. */
  public static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private record Event(long time, long order, Runnable action) {}

  private record Direction(Address from, Address to) {}

  private final long seed;
  private final RandomGenerator random;
  private final Trace trace;
  private final Map<Address, Station> stations = new HashMap<>();
  private final Map<Direction, Link> links = new LinkedHashMap<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          (a, b) ->
              a.time() != b.time()
                  ? Long.compare(a.time(), b.time())
                  : Long.compare(a.order(), b.order()));

  private Faults faults = Faults.NONE;
  private long now = BEGINNING.toEpochMilli();
  private long scheduled;

  /** A network on which everything follows from {@code seed}. */
  public VirtualNetwork(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.trace = new Trace(seed, now);
  }

  public long seed() {
    return seed;
  }

  /** The one generator from which all chance comes. */
  public RandomGenerator random() {
    return random;
  }

  public Trace trace() {
    return trace;
  }

  /** Milliseconds since 1970. */
  public long now() {
    return now;
  }

  /** The same time, as certificates and sessions want it. */
  public InstantSource clock() {
    return () -> Instant.ofEpochMilli(now);
  }

  /** Has the station take what arrives at the address from now on. */
  public void attach(Address address, Station station) {
    stations.put(address, station);
  }

  /** One direction between two stations. */
  public Link link(Address from, Address to) {
    return links.computeIfAbsent(
        new Direction(from, to),
        direction -> {
          Link link = new Link(random);
          link.setFaults(faults);
          return link;
        });
  }

  /** Puts chance to work on all links, those to come included. */
  public void setFaults(Faults changed) {
    faults = changed;
    links.values().forEach(link -> link.setFaults(changed));
  }

  /** Sends a datagram. The array stays the caller's. */
  public void send(Address from, Address to, byte[] datagram) {
    note(from + " > " + to, DatagramText.of(datagram));
    for (Link.Arrival arrival : link(from, to).carry(datagram)) {
      after(arrival.delay(), () -> deliver(from, to, arrival.datagram(), ""));
    }
  }

  /** Has a datagram arrive now that bears {@code from} as its sender but is not from there. */
  public void forge(Address from, Address to, byte[] datagram) {
    deliver(from, to, datagram.clone(), "forged ");
  }

  /** Adds a line of a station to the trace. */
  public void note(Object who, String what) {
    trace.add(now, String.format("%-20s %s", who, what));
  }

  /** Has something happen after some milliseconds. */
  public void after(long millis, Runnable action) {
    at(now + millis, action);
  }

  /** Has something happen at a time; at once when it is past. */
  public void at(long time, Runnable action) {
    events.add(new Event(Math.max(time, now), scheduled++, action));
  }

  /** Lets this much time pass. */
  public void run(Duration time) {
    runUntil(() -> false, time);
  }

  /**
   * Lets time pass until the condition holds, which is looked at after each event.
   *
   * @param limit when to give up
   * @return whether it holds
   */
  public boolean runUntil(BooleanSupplier condition, Duration limit) {
    long end = now + limit.toMillis();
    while (!condition.getAsBoolean()) {
      if (events.isEmpty() || events.peek().time() > end) {
        now = end;
        return false;
      }
      Event next = events.poll();
      now = next.time();
      next.action().run();
    }
    return true;
  }

  private void deliver(Address from, Address to, byte[] datagram, String how) {
    note(from + " " + how + "-> " + to, DatagramText.of(datagram));
    Station station = stations.get(to);
    if (station != null) {
      station.receive(from, datagram);
    }
  }
}
