package wtls.card.simulator;

import java.io.IOException;
import java.util.Arrays;
import javacard.framework.Applet;
import javacard.framework.SystemException;
import wtls.api.card.CardException;
import wtls.api.card.CardException.Reason;
import wtls.api.card.CardSlot;
import wtls.api.card.CardTransport;
import wtls.card.applet.Memory;
import wtls.card.simulator.applet.CryptoCard;
import wtls.card.simulator.applet.FullCard;
import wtls.card.simulator.applet.StorageCard;

/**
 * A powered card: a jCardSim runtime of its own on a thread of its own, which starts with the first
 * command and ends when the card is pulled. Safe for any number of threads: their commands wait for
 * each other, but no longer than the card is there.
 *
 * <p>Whatever a command wrote is in the card's file before its answer is given, and with {@link
 * CardOptions#sync} on the disk. A reset, and a new insertion, build the applet anew from those
 * octets, so that each goes through what a real card does at power-on. As on a card whose only
 * application is the WIM, that application is selected by then.
 */
public final class SimulatedCard implements CardSlot, AutoCloseable {
  private static final byte[] NOTHING = {};

  private final String name;
  private final String reader;
  private final CardOptions options;
  private final Class<? extends Applet> applet;
  private final byte[] atr;
  private final CardMemory memory;
  private final Supply supply;
  private final CardThread thread;

  // The card's thread's own.
  private CardRuntime runtime;
  private CardTransport face;

  // Guarded by the thread object.
  private boolean pulled;

  private SimulatedCard(
      String name,
      String reader,
      CardOptions options,
      Class<? extends Applet> applet,
      byte[] atr,
      CardMemory memory) {
    this.name = name;
    this.reader = reader;
    this.options = options;
    this.applet = applet;
    this.atr = atr;
    this.memory = memory;
    supply = new Supply(memory);
    thread = new CardThread(name);
  }

  /**
   * Powers a card from a shelf. The folder's marker is not looked at nor changed.
   *
   * @param reader the name to give as {@link #reader()}
   * @throws CardException {@link Reason#BUSY} when it is in another phone, of this process or
   *     another; {@link Reason#MUTE} when its memory cannot be used
   */
  public static SimulatedCard power(CardFolder card, String reader, CardOptions options)
      throws CardException {
    return start(
        new SimulatedCard(
            card.name(),
            reader,
            options,
            applet(card.cardClass()),
            Atr.of(card.cardClass(), options),
            FileMemory.open(card, Memory.SIZE, options.sync())));
  }

  /** Powers a new blank card that ends when it is pulled. */
  public static SimulatedCard inMemory(CardClass cardClass, CardOptions options)
      throws CardException {
    String name = "memory-" + cardClass.number();
    return start(
        new SimulatedCard(
            name,
            name,
            options,
            applet(cardClass),
            Atr.of(cardClass, options),
            new HeapMemory(Memory.SIZE)));
  }

  /** Powers a card with any applet, for tests. */
  static SimulatedCard of(Class<? extends Applet> applet, CardMemory memory, CardOptions options)
      throws CardException {
    String name = applet.getSimpleName();
    return start(
        new SimulatedCard(name, name, options, applet, Atr.of(CardClass.STORAGE, options), memory));
  }

  private static Class<? extends Applet> applet(CardClass cardClass) {
    return switch (cardClass) {
      case STORAGE -> StorageCard.class;
      case CRYPTO -> CryptoCard.class;
      case FULL -> FullCard.class;
    };
  }

  private static SimulatedCard start(SimulatedCard card) throws CardException {
    try {
      card.reset();
      return card;
    } catch (CardException | RuntimeException e) {
      card.pull();
      throw e;
    }
  }

  @Override
  public String reader() {
    return reader;
  }

  @Override
  public byte[] atr() {
    return atr.clone();
  }

  @Override
  public int largestData() {
    return options.largestData();
  }

  /**
   * {@inheritDoc}
   *
   * @throws CardException also {@link Reason#TOO_LONG}; {@link Reason#MUTE} when its power was cut
   *     or its memory cannot be written, until the next {@link #reset()}
   */
  @Override
  public byte[] transmit(byte[] command) throws CardException {
    checkLength(command);
    byte[] copy = command.clone();
    try {
      return thread.run(() -> process(copy));
    } finally {
      // The card's thread may still read it, but then the card is gone and its answer too.
      Arrays.fill(copy, (byte) 0);
    }
  }

  /** Cuts the power, if it was on, and switches it on. */
  @Override
  public void reset() throws CardException {
    thread.run(
        () -> {
          boot();
          return NOTHING;
        });
  }

  /**
   * Pulls the card. A command under way gives {@link Reason#REMOVED} to its caller at once and
   * writes nothing more. Returns when the card's thread has ended and its file is free for another
   * reader, which may take as long as the card computes. May be called again.
   */
  public void pull() {
    supply.remove();
    thread.remove();
    synchronized (thread) {
      thread.awaitEnd();
      if (!pulled) {
        pulled = true;
        if (runtime != null) {
          runtime.wipe();
        }
        memory.close();
      }
    }
  }

  /** The same as {@link #pull}. */
  @Override
  public void close() {
    pull();
  }

  /**
   * Injects a fault: in place of the n-th octet that the card writes from now on its power goes,
   * and it is mute until {@link #reset()}.
   *
   * @param n 1 for the next one
   */
  public void cutPowerAtWrite(long n) {
    supply.cutAt(n);
  }

  /** How many octets the card has written since it was powered, over all resets. */
  public long writes() {
    return supply.writes();
  }

  private byte[] process(byte[] command) throws CardException {
    checkPower();
    byte[] answer = face.transmit(command);
    flush();
    checkPower();
    return answer;
  }

  private void boot() throws CardException {
    if (runtime != null) {
      runtime.wipe();
      runtime = null;
    }
    byte[] octets;
    try {
      octets = supply.on();
    } catch (IOException e) {
      throw new CardException(
          Reason.MUTE, "The memory of the card " + name + " cannot be read: " + e.getMessage(), e);
    }
    try {
      runtime = CardRuntime.boot(applet, octets, supply);
    } catch (SystemException e) {
      checkPower();
      throw new CardException(
          Reason.MUTE, "The card " + name + " does not start on what its memory holds.", e);
    }
    face = options.t0() ? new T0Face(runtime::transmit) : runtime::transmit;
    flush();
    checkPower();
  }

  private void flush() {
    try {
      supply.flush();
    } catch (PowerCut e) {
      // checkPower() says why.
    }
  }

  private void checkPower() throws CardException {
    if (supply.isOn()) {
      return;
    }
    Throwable failure = supply.failure();
    throw new CardException(
        Reason.MUTE,
        failure == null
            ? "The power of the card " + name + " was cut: reset it."
            : "The memory of the card " + name + " cannot be written: " + failure.getMessage(),
        failure);
  }

  private void checkLength(byte[] command) throws CardException {
    int data = dataLength(command);
    boolean extended = command.length > 5 && command[4] == 0;
    if (data > options.largestData() || extended && !options.knowsExtended()) {
      throw new CardException(
          Reason.TOO_LONG,
          "The card "
              + name
              + " takes "
              + (options.knowsExtended() ? "" : "short commands with ")
              + options.largestData()
              + " octets of data at most, not "
              + data
              + ": send them in parts.");
    }
  }

  // Where the header's length says something else the card itself answers 6700.
  private static int dataLength(byte[] command) {
    if (command.length <= 5) {
      return 0;
    }
    boolean extended = command[4] == 0;
    if (!extended) {
      return command[4] & 0xFF;
    }
    return command.length <= 7 ? 0 : (command[5] & 0xFF) << 8 | command[6] & 0xFF;
  }
}
