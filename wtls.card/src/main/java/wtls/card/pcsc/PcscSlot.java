package wtls.card.pcsc;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardTerminal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.api.card.CardException;
import wtls.api.card.CardException.Reason;
import wtls.api.card.CardSlot;

/**
 * A card in a PC/SC reader. All that is done with it is done by a thread of its own, for PC/SC's
 * transaction, by which the card is ours alone, belongs to one. Once the card is gone it stays gone
 * for this object. What is sent is copied inside the JDK, and those copies are not wiped.
 */
final class PcscSlot implements CardSlot {
  private static final Logger LOG = LoggerFactory.getLogger(PcscSlot.class);

  /** The largest that the JDK's buffer lets pass both ways; measured. */
  private static final int EXTENDED_DATA = 8190;

  private static final int SHORT_DATA = 255;
  private static final int RESPONSE = 65538;
  private static final int MANAGE_CHANNEL = 0x70;
  private static final byte[] NOT_SUPPORTED = {0x6D, 0};
  private static final byte[] NOTHING = {};
  private static final long GONE_MILLIS = 1000;
  private static final long END_SECONDS = 5;

  private final CardTerminal terminal;
  private final boolean exclusive;
  private final Runnable removal;
  private final ExecutorService executor;
  private volatile Thread thread;
  private volatile boolean removed;
  private volatile byte[] atr;
  private volatile int largestData;

  // The slot's thread's own.
  private Card card;

  private PcscSlot(CardTerminal terminal, boolean exclusive, Runnable removal) {
    this.terminal = terminal;
    this.exclusive = exclusive;
    this.removal = removal;
    executor =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread started = new Thread(work, "wtls-pcsc-" + terminal.getName());
              started.setDaemon(true);
              thread = started;
              return started;
            });
  }

  /**
   * Powers the card in a reader.
   *
   * @param exclusive whether other programs must wait from now on
   * @param removal called when a command finds the card gone, by the slot's thread
   */
  static PcscSlot connect(CardTerminal terminal, boolean exclusive, Runnable removal)
      throws CardException {
    PcscSlot slot = new PcscSlot(terminal, exclusive, removal);
    try {
      slot.run(
          () -> {
            slot.powerUp();
            return NOTHING;
          });
      return slot;
    } catch (CardException e) {
      slot.close();
      throw e;
    }
  }

  @Override
  public String reader() {
    return terminal.getName();
  }

  @Override
  public byte[] atr() {
    return atr.clone();
  }

  @Override
  public int largestData() {
    return largestData;
  }

  @Override
  public byte[] transmit(byte[] command) throws CardException {
    checkLength(command);
    byte[] copy = command.clone();
    return run(() -> exchange(copy));
  }

  @Override
  public void reset() throws CardException {
    run(
        () -> {
          powerDown();
          powerUp();
          return NOTHING;
        });
  }

  /** Whether a command has found the card gone. */
  boolean isRemoved() {
    return removed;
  }

  /**
   * Resets the card, so that nobody finds it unlocked, and lets go of it. Returns when the thread
   * has ended, or after some seconds when the reader or another program keeps it.
   */
  void close() {
    try {
      executor.execute(this::powerDown);
      executor.shutdown();
    } catch (RejectedExecutionException e) {
      // Closed before.
    }
    boolean interrupted = false;
    try {
      Thread last = thread;
      if (last != null) {
        last.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        if (last.isAlive()) {
          LOG.warn(
              "The reader {} does not let go of its card: its thread ends when it does.", reader());
        }
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] run(Callable<byte[]> work) throws CardException {
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    try {
      executor.execute(() -> complete(answer, work));
    } catch (RejectedExecutionException e) {
      throw gone(null);
    }
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CardException failure) {
        throw failure;
      }
      throw new CardException(
          Reason.MUTE, "The reader " + reader() + " fails: " + e.getCause(), e.getCause());
    }
  }

  private void complete(CompletableFuture<byte[]> answer, Callable<byte[]> work) {
    try {
      answer.complete(work.call());
    } catch (Exception e) {
      answer.completeExceptionally(e);
    }
  }

  private void powerUp() throws CardException {
    try {
      card = terminal.connect("*");
      if (exclusive) {
        card.beginExclusive();
      }
      ATR told = card.getATR();
      atr = told.getBytes();
      boolean extended =
          !card.getProtocol().equals("T=0")
              && Capabilities.of(told.getHistoricalBytes()).extendedLength();
      largestData = extended ? EXTENDED_DATA : SHORT_DATA;
    } catch (javax.smartcardio.CardException | RuntimeException e) {
      throw failed(e);
    }
  }

  private void powerDown() {
    if (card == null) {
      return;
    }
    try {
      if (exclusive) {
        card.endExclusive();
      }
      card.disconnect(true);
    } catch (javax.smartcardio.CardException | RuntimeException e) {
      LOG.debug("The card in {} was gone before it was let go.", reader(), e);
    }
    card = null;
  }

  private byte[] exchange(byte[] command) throws CardException {
    if (removed || card == null) {
      throw gone(null);
    }
    // The JDK wants to do this itself, and only has card-independent channels to offer.
    if (command.length >= 2 && command[0] >= 0 && command[1] == MANAGE_CHANNEL) {
      return NOT_SUPPORTED.clone();
    }
    ByteBuffer response = ByteBuffer.allocate(RESPONSE);
    try {
      int length = card.getBasicChannel().transmit(ByteBuffer.wrap(command), response);
      return Arrays.copyOf(response.array(), length);
    } catch (IllegalArgumentException e) {
      // What is no APDU.
      return new byte[] {0x67, 0};
    } catch (javax.smartcardio.CardException | RuntimeException e) {
      throw failed(e);
    } finally {
      Arrays.fill(response.array(), (byte) 0);
      Arrays.fill(command, (byte) 0);
    }
  }

  private CardException failed(Exception e) {
    Reason reason = PcscFailure.reason(e);
    if (reason == Reason.REMOVED || reason == Reason.MUTE && vanishes()) {
      removed = true;
      removal.run();
      return gone(e);
    }
    String what = "The card in " + reader();
    return new CardException(
        reason,
        switch (reason) {
          case BUSY -> what + " is in use by another program: end that first.";
          case TOO_LONG -> what + " got or gave more than the reader takes: send shorter commands.";
          default ->
              what + " does not answer (" + PcscFailure.name(e) + "): pull it and put it in.";
        },
        e);
  }

  // A card that is pulled in the middle of a command fails at once, and only then is missed.
  private boolean vanishes() {
    try {
      return terminal.waitForCardAbsent(GONE_MILLIS);
    } catch (javax.smartcardio.CardException | RuntimeException e) {
      return true;
    }
  }

  private CardException gone(Exception cause) {
    return new CardException(
        Reason.REMOVED, "The card in " + reader() + " was pulled: put it in again.", cause);
  }

  private void checkLength(byte[] command) throws CardException {
    boolean extended = command.length > 5 && command[4] == 0;
    int data = command.length <= 5 ? 0 : command[4] & 0xFF;
    if (extended) {
      data = command.length <= 7 ? 0 : (command[5] & 0xFF) << 8 | command[6] & 0xFF;
    }
    if (data > largestData || extended && largestData == SHORT_DATA) {
      throw new CardException(
          Reason.TOO_LONG,
          "The card in "
              + reader()
              + " takes "
              + largestData
              + " octets of data at most, not "
              + data
              + ": send them in parts.");
    }
  }
}
