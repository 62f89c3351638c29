package wtls.card.wim;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import wtls.api.card.CardException;
import wtls.api.card.CardSlot;
import wtls.api.card.CardTransport;
import wtls.api.engine.EngineException.Reason;
import wtls.card.transport.ChunkedTransport;
import wtls.card.transport.CommandApdu;
import wtls.card.transport.JoinedTransport;
import wtls.card.transport.LoggedTransport;
import wtls.card.transport.ResponseApdu;
import wtls.card.transport.StatusWord;

/**
 * One card's commands, one exchange at a time, and what is known of its state. When the card was
 * reset behind the driver's back, the application is selected again and the exchange repeated once.
 */
final class CardLink {
  /** The class octet of WAP-260's commands, and of ours. */
  static final int WIM = 0x80;

  static final int OWN = 0x90;

  private static final int SELECT = 0xA4;
  private static final int MANAGE_CHANNEL = 0x70;

  /** What a card says that has another application selected, or none. */
  private static final Set<Integer> LOST = Set.of(0x6E00, 0x6999, 0x6986, 0x6600, 0x6982);

  private final ReentrantLock lock = new ReentrantLock();
  private final CardState state = new CardState();
  private final CardSlot slot;
  private final CardTransport joined;
  private CardTransport transport;
  private byte[] aid = {};
  private int channel;
  private volatile boolean closed;

  /** The card was reset: whatever the driver assumed is gone. */
  private static final class StateLostException extends WimException {
    private static final long serialVersionUID = 1L;

    StateLostException(WimException refusal) {
      super(refusal.reason(), refusal.status().orElse(StatusWord.OK), refusal.getMessage());
    }
  }

  CardLink(CardSlot slot) {
    this.slot = slot;
    this.joined = new JoinedTransport(new LoggedTransport(slot, slot.reader()));
    limit(slot.largestData());
  }

  /** The most octets of data that one command may carry from now on. */
  void limit(int largestData) {
    transport = new ChunkedTransport(joined, Math.min(largestData, slot.largestData()));
  }

  CardState state() {
    return state;
  }

  boolean heldByMe() {
    return lock.isHeldByCurrentThread();
  }

  /** Runs {@code work} without other threads' commands in between. */
  <T> T exclusively(WimWork<T> work) throws WimException {
    lock.lock();
    try {
      return work.run();
    } finally {
      lock.unlock();
    }
  }

  /** The same, repeated once from the start when the card turns out to have lost its state. */
  <T> T attempt(WimWork<T> work) throws WimException {
    lock.lock();
    try {
      return work.run();
    } catch (StateLostException e) {
      state.forget();
      select(aid);
      return work.run();
    } finally {
      lock.unlock();
    }
  }

  /** Wipes what the card holds in volatile memory. */
  void reset() throws WimException {
    state.forget();
    channel = 0;
    try {
      slot.reset();
    } catch (CardException e) {
      throw WimException.of(e);
    }
  }

  /** Opens a channel where the card has them; others go on with the basic one (WAP-260 11.2). */
  void openChannel() throws WimException {
    ResponseApdu answer = exchange(CommandApdu.of(0, MANAGE_CHANNEL, 0, 0, 1));
    if (answer.status().ok() && answer.data().length == 1) {
      int opened = answer.data()[0];
      channel = opened >= 1 && opened <= 3 ? opened : 0;
    }
  }

  /** Selects the application; all volatile state begins anew. */
  void select(byte[] applicationId) throws WimException {
    state.forget();
    ResponseApdu answer = exchange(new CommandApdu(channel, SELECT, 4, 0, applicationId, 0));
    if (!answer.status().ok()) {
      throw Purpose.SELECT_APPLICATION.refused(answer.status());
    }
    aid = applicationId;
  }

  /** Gives the channel back if there is one; then every command fails. */
  void close() {
    if (closed) {
      return;
    }
    // A command under way may take as long as a user: the channel then stays as it is.
    if (channel != 0 && lock.tryLock()) {
      try {
        exchange(CommandApdu.of(0, MANAGE_CHANNEL, 0x80, channel, 0));
      } catch (WimException e) {
        // The card is gone, and its channels with it.
      } finally {
        lock.unlock();
      }
    }
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  /** Sends a command of WAP-260 and returns the data of a good answer. */
  byte[] wim(Purpose purpose, int ins, int p1, int p2, byte[] data, int expected)
      throws WimException {
    return send(purpose, new CommandApdu(WIM, ins, p1, p2, data, expected));
  }

  /** Sends a command of our own and returns the data of a good answer. */
  byte[] own(Purpose purpose, int ins, int p1, int p2, byte[] data, int expected)
      throws WimException {
    return send(purpose, new CommandApdu(OWN, ins, p1, p2, data, expected));
  }

  private byte[] send(Purpose purpose, CommandApdu command) throws WimException {
    ResponseApdu answer = ask(command);
    if (!answer.status().ok()) {
      answer.wipe();
      throw refused(purpose, answer.status());
    }
    return answer.data();
  }

  /** The exception for an answer that {@link #ask} got. */
  WimException refused(Purpose purpose, StatusWord status) {
    WimException refusal = purpose.refused(status);
    boolean lost =
        LOST.contains(status.value())
            && state.assumesSomething()
            && (status.value() != 0x6982 || state.pinGiven())
            && (status.value() != 0x6600 || state.environment() != CardState.NONE);
    return lost ? new StateLostException(refusal) : refusal;
  }

  /** Sends a command on the driver's channel; any status word is an answer. */
  ResponseApdu ask(CommandApdu command) throws WimException {
    return exchange(
        new CommandApdu(
            command.cla() | channel,
            command.ins(),
            command.p1(),
            command.p2(),
            command.data(),
            command.expected()));
  }

  private ResponseApdu exchange(CommandApdu command) throws WimException {
    if (closed) {
      throw new WimException(Reason.REMOVED, "The card has been pulled: insert it again.");
    }
    byte[] octets = command.encode();
    byte[] answer = {};
    try {
      answer = transport.transmit(octets);
      return ResponseApdu.parse(answer);
    } catch (CardException e) {
      state.forget();
      throw WimException.of(e);
    } finally {
      Arrays.fill(octets, (byte) 0);
      Arrays.fill(answer, (byte) 0);
    }
  }
}
