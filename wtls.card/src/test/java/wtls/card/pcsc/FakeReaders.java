package wtls.card.pcsc;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;

/** PC/SC as the JDK shows it, with echoing cards that can be pulled, be held by others, or fail. */
final class FakeReaders implements PcscContext {
  final List<Reader> readers = new CopyOnWriteArrayList<>();
  volatile boolean daemonRuns = true;
  volatile boolean contextIsStale;
  volatile boolean renewable = true;

  @Override
  public CardTerminals open() throws NoSuchAlgorithmException {
    if (!daemonRuns) {
      throw new NoSuchAlgorithmException("no PC/SC");
    }
    return new Terminals();
  }

  @Override
  public boolean renew(CardTerminals failed) {
    if (renewable) {
      contextIsStale = false;
    }
    return renewable;
  }

  /** The daemon ends, and with it what the process has with it. */
  void endDaemon() {
    daemonRuns = false;
    contextIsStale = true;
  }

  Reader add(String name) {
    Reader reader = new Reader(name);
    readers.add(reader);
    return reader;
  }

  // As the JDK's: PC/SC's name for it is the cause's message.
  private static CardException failure(String name) {
    return new CardException("failed", new Exception(name));
  }

  private final class Terminals extends CardTerminals {
    @Override
    public List<CardTerminal> list(State state) throws CardException {
      if (contextIsStale) {
        throw failure("SCARD_E_NO_SERVICE");
      }
      if (readers.isEmpty()) {
        throw failure("SCARD_E_NO_READERS_AVAILABLE");
      }
      return List.copyOf(readers);
    }

    @Override
    public boolean waitForChange(long timeout) {
      throw new AssertionError("blocks all other calls of the process");
    }
  }

  /** A reader, with a card in it or not. */
  static final class Reader extends CardTerminal {
    private final String name;
    private volatile EchoCard card;
    volatile String connectFailure;

    Reader(String name) {
      this.name = name;
    }

    EchoCard insert(String atr) {
      card = new EchoCard(HexFormat.of().parseHex(atr));
      return card;
    }

    void pull() {
      card.pulled = true;
      card = null;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public Card connect(String protocol) throws CardException {
      if (connectFailure != null) {
        throw failure(connectFailure);
      }
      EchoCard here = card;
      if (here == null) {
        throw failure("SCARD_E_NO_SMARTCARD");
      }
      here.events.add("connect");
      return here;
    }

    @Override
    public boolean isCardPresent() {
      return card != null;
    }

    @Override
    public boolean waitForCardPresent(long timeout) {
      return card != null;
    }

    @Override
    public boolean waitForCardAbsent(long timeout) {
      return card == null;
    }
  }

  /** A card that answers what it is sent, and 9000. */
  static final class EchoCard extends Card {
    final List<String> events = new CopyOnWriteArrayList<>();
    volatile boolean pulled;
    volatile String failure;
    volatile String protocol = "T=1";

    /** When set, a command counts down the first and waits for the second. */
    volatile CountDownLatch begun;

    volatile CountDownLatch go;

    private final byte[] atr;
    private volatile Thread holder;

    EchoCard(byte[] atr) {
      this.atr = atr;
    }

    @Override
    public ATR getATR() {
      return new ATR(atr);
    }

    @Override
    public String getProtocol() {
      return protocol;
    }

    @Override
    public CardChannel getBasicChannel() {
      return new Channel();
    }

    @Override
    public CardChannel openLogicalChannel() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void beginExclusive() {
      holder = Thread.currentThread();
      events.add("begin");
    }

    @Override
    public void endExclusive() {
      holder = null;
      events.add("end");
    }

    @Override
    public byte[] transmitControlCommand(int code, byte[] command) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void disconnect(boolean reset) {
      events.add(reset ? "reset" : "leave");
    }

    private final class Channel extends CardChannel {
      @Override
      public Card getCard() {
        return EchoCard.this;
      }

      @Override
      public int getChannelNumber() {
        return 0;
      }

      @Override
      public ResponseAPDU transmit(CommandAPDU command) {
        throw new UnsupportedOperationException();
      }

      @Override
      public int transmit(ByteBuffer command, ByteBuffer response) throws CardException {
        if (holder != null && holder != Thread.currentThread()) {
          throw new CardException("Exclusive access established by another Thread");
        }
        awaitGo();
        if (pulled) {
          // The reader notices only later that the card has gone.
          throw FakeReaders.failure("SCARD_E_NOT_TRANSACTED");
        }
        if (failure != null) {
          throw FakeReaders.failure(failure);
        }
        byte[] octets = new byte[command.remaining()];
        command.get(octets);
        byte[] answer = Arrays.copyOf(octets, octets.length + 2);
        answer[octets.length] = (byte) 0x90;
        response.put(answer);
        return answer.length;
      }

      private void awaitGo() {
        if (begun != null) {
          begun.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
      }

      @Override
      public void close() {}
    }
  }
}
