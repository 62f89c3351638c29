package wtls.gateway.handshake;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wtls.api.algorithm.Algorithm;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.policy.AlgorithmNames;
import wtls.protocol.policy.AlgorithmPolicy;

/** One machine, a clock to set by hand, and all that the machine did. */
public final class Bench implements ServerOutput {
  public static final AlgorithmPolicy EVERYTHING =
      AlgorithmPolicy.of(
          AlgorithmNames.all().stream()
              .filter(Algorithm::legacy)
              .map(AlgorithmNames::nameOf)
              .collect(Collectors.toSet()));

  public final TestCredentials credentials = new TestCredentials();
  public final MemorySessions sessions = new MemorySessions();
  public final Deque<byte[]> sent = new ArrayDeque<>();
  public final List<byte[]> delivered = new ArrayList<>();
  public final List<Established> established = new ArrayList<>();
  public final List<AlertDescription> refusals = new ArrayList<>();
  public final List<String> reasons = new ArrayList<>();
  public final List<Closure> closures = new ArrayList<>();
  public final Deque<HandshakeTask<?>> tasks = new ArrayDeque<>();
  public int accepted;
  public int rejected;
  public int admitted;
  public boolean admits = true;
  public boolean runsTasks = true;
  public long now = 0x38a0b0d0L * 1000;
  public ServerMachine machine;

  private final ServerContext context;

  public Bench(ServerPolicy policy, SecureRandom random) {
    this(policy, random, new AnonymousRsaKeys(random, TestKeys.SERVER_RSA));
  }

  public Bench(ServerPolicy policy, SecureRandom random, AnonymousRsaKeys anonymous) {
    context = new ServerContext(policy, credentials, sessions, anonymous, random);
    machine = new ServerMachine(context, this);
  }

  /** A policy that allows everything, at this class. */
  public static ServerPolicy lenient(int leastClass) {
    return policy(EVERYTHING, leastClass, 100);
  }

  public static ServerPolicy policy(AlgorithmPolicy algorithms, int leastClass, int uses) {
    return new ServerPolicy(
        algorithms,
        leastClass,
        Set.of(),
        Set.of(),
        8,
        false,
        Duration.ofHours(1),
        uses,
        Duration.ofSeconds(40),
        Duration.ofMinutes(30));
  }

  /** The machine forgets everything, as after a restart with the store kept. */
  public void restart() {
    machine = new ServerMachine(context, this);
    closures.clear();
  }

  /** Gives the machine a datagram, runs what tasks it makes, and returns what it sent. */
  public List<byte[]> receive(byte[] datagram) {
    machine.datagram(datagram.clone(), now);
    runTasks();
    return take();
  }

  public void runTasks() {
    while (runsTasks && !tasks.isEmpty()) {
      HandshakeTask<?> task = tasks.removeFirst();
      task.run();
      machine.completed(task, now);
    }
  }

  public List<byte[]> take() {
    List<byte[]> all = List.copyOf(sent);
    sent.clear();
    return all;
  }

  /** The one datagram that answers this one. */
  public byte[] answer(byte[] datagram) {
    List<byte[]> answers = receive(datagram);
    if (answers.size() != 1) {
      throw new AssertionError(
          "Expected one answer, not " + answers.size() + "; refused: " + reasons);
    }
    return answers.get(0);
  }

  public void pass(Duration time) {
    now += time.toMillis();
    machine.timer(now);
  }

  @Override
  public void transmit(byte[] datagram) {
    sent.addLast(datagram);
  }

  @Override
  public void deliver(byte[] payload) {
    delivered.add(payload);
  }

  @Override
  public boolean admitHandshake() {
    admitted++;
    return admits;
  }

  @Override
  public void offload(HandshakeTask<?> task) {
    tasks.addLast(task);
  }

  @Override
  public void established(Established agreed) {
    established.add(agreed);
  }

  @Override
  public void refused(AlertDescription alert, String reason) {
    refusals.add(alert);
    reasons.add(reason);
  }

  @Override
  public void recordArrived(boolean wasAccepted) {
    if (wasAccepted) {
      accepted++;
    } else {
      rejected++;
    }
  }

  @Override
  public void closed(Closure why) {
    closures.add(why);
  }

  /** Randomness that repeats with its seed. */
  public static SecureRandom seeded(long seed) {
    return new SeededRandom(Stream.of(), seed);
  }

  /** Gives out these octets first, each draw one array, then randomness from the seed. */
  public static SecureRandom scripted(byte[]... draws) {
    return new SeededRandom(Stream.of(draws), 1);
  }

  private static final class SeededRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final transient Deque<byte[]> script = new ArrayDeque<>();
    private final Random random;

    SeededRandom(Stream<byte[]> draws, long seed) {
      draws.forEach(script::addLast);
      random = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] octets) {
      if (random == null) {
        return;
      }
      byte[] next = script.pollFirst();
      if (next == null) {
        random.nextBytes(octets);
        return;
      }
      if (next.length != octets.length) {
        throw new AssertionError("A draw of " + octets.length + ", not " + next.length);
      }
      System.arraycopy(next, 0, octets, 0, next.length);
    }
  }
}
