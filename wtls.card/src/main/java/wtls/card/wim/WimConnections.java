package wtls.card.wim;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import wtls.api.algorithm.CipherSuite;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EngineException.Reason;
import wtls.card.transport.CommandApdu;
import wtls.card.transport.ResponseApdu;
import wtls.card.transport.StatusWord;

/**
 * From master secrets to records, on cards that announce it: FINISH ({@link Feature#COMPOSITE}) and
 * all that class 3 does ({@link Feature#ENGINE}, {@link Feature#CERTIFICATES}). Nothing of this is
 * in WAP-260.
 */
public final class WimConnections {
  private static final int FINISH = 0x18;
  private static final int CONNECT = 0x30;
  private static final int SEAL = 0x32;
  private static final int OPEN = 0x34;
  private static final int DISCONNECT = 0x36;
  private static final int CHECK = 0x38;
  private static final int CERTIFICATE = 0x3A;
  private static final int WINDOW = 0x3C;

  private static final int SERVER_FIRST = 0x01;
  private static final int RESUMES = 0x02;
  private static final int KEYS_STAY = 0x04;
  private static final int RANDOM_IN_TAIL = 0x08;
  private static final int RANDOMS_KNOWN = 0x10;

  private static final int FINISHED = 12;

  /** More than MAC, padding and IV add to a record. */
  private static final int OVERHEAD = 64;

  private final WimCard card;
  private final CardLink link;
  private final WimPins pins;

  WimConnections(WimCard card, CardLink link, WimPins pins) {
    this.card = card;
    this.link = link;
    this.pins = pins;
  }

  /**
   * Both finished values and the first key block of each side, in one command.
   *
   * @param slot the session's; established, or to be resumed
   * @param blockLength octets of a key block, 0 for none
   * @throws WimException {@link Reason#EXPIRED} when a session to be resumed is past its time or
   *     uses, or no longer in use
   */
  public FinishedKeys finish(int slot, HandshakeEnd end, int blockLength) throws WimException {
    byte[] answer =
        finish(slot, end, 0, new byte[] {(byte) blockLength}, 2 * (FINISHED + blockLength));
    try {
      if (answer.length != 2 * (FINISHED + blockLength)) {
        throw WimException.malformed("the end of a handshake");
      }
      ByteBuffer parts = ByteBuffer.wrap(answer);
      return new FinishedKeys(
          take(parts, FINISHED),
          take(parts, FINISHED),
          take(parts, blockLength),
          take(parts, blockLength));
    } finally {
      Arrays.fill(answer, (byte) 0);
    }
  }

  /**
   * The same, with the keys kept in the card for {@link #seal} and {@link #open}; the server's
   * finished value stays too, for {@link #checks}.
   */
  public CardConnection finishInside(int slot, HandshakeEnd end, CipherSuite suite, int keyRefresh)
      throws WimException {
    byte[] answer = finish(slot, end, KEYS_STAY, parameters(suite, keyRefresh), 1 + FINISHED);
    if (answer.length != 1 + FINISHED) {
      throw WimException.malformed("the end of a handshake");
    }
    return new CardConnection(answer[0] & 0xFF, Arrays.copyOfRange(answer, 1, answer.length));
  }

  private byte[] finish(int slot, HandshakeEnd end, int flags, byte[] keys, int expected)
      throws WimException {
    HandshakeHash hash = HandshakeHash.of(end.messages());
    if (hash.blocks() > 0xFF) {
      throw new WimException(
          Reason.UNSUPPORTED, "The handshake is too long for the card: shorten the chains.");
    }
    int p1 = flags;
    p1 |= end.serverFirst() ? SERVER_FIRST : 0;
    p1 |= end.resumes() ? RESUMES : 0;
    int parameter = p1;
    return pinned(
        () -> {
          boolean known = !end.resumes() && link.state().knowsRandoms(slot, end.randoms());
          int offset = known ? -1 : hash.inTail(Arrays.copyOfRange(end.randoms(), 16, 32));
          int form = known ? RANDOMS_KNOWN : offset >= 0 ? RANDOM_IN_TAIL : 0;
          ByteBuffer data =
              ByteBuffer.allocate(keys.length + 32 + 20 + 1 + hash.tail().length).put(keys);
          if (offset >= 0) {
            data.put(end.randoms(), 0, 16).put((byte) offset);
          } else if (!known) {
            data.put(end.randoms());
          }
          data.put(hash.state()).put((byte) hash.blocks()).put(hash.tail());
          byte[] octets = Arrays.copyOf(data.array(), data.position());
          byte[] answer =
              link.own(Purpose.FINISH, FINISH, parameter | form, slot, octets, expected);
          if (end.resumes()) {
            card.sessions().noteUse(slot, timeIn(end.randoms()));
          }
          return answer;
        });
  }

  private static byte[] take(ByteBuffer octets, int length) {
    byte[] part = new byte[length];
    octets.get(part);
    return part;
  }

  private static Instant timeIn(byte[] random) {
    return Instant.ofEpochSecond(ByteBuffer.wrap(random).getInt() & 0xFFFFFFFFL);
  }

  /** Makes the keys of a connection from a session's master secret. */
  public CardConnection connect(int slot, CipherSuite suite, int keyRefresh, byte[] randoms)
      throws WimException {
    byte[] data =
        ByteBuffer.allocate(3 + randoms.length)
            .put(parameters(suite, keyRefresh))
            .put(randoms)
            .array();
    byte[] answer = pinned(() -> link.own(Purpose.CONNECT, CONNECT, 0, slot, data, 1));
    if (answer.length != 1) {
      throw WimException.malformed("a connection");
    }
    return new CardConnection(answer[0] & 0xFF, new byte[0]);
  }

  private static byte[] parameters(CipherSuite suite, int keyRefresh) {
    return new byte[] {
      (byte) suite.bulk().number(), (byte) suite.mac().number(), (byte) keyRefresh
    };
  }

  /**
   * Seals a record.
   *
   * @param type the first octet of the record as it will be sent
   * @param sequence 0 to 65535
   * @return the fragment
   */
  public byte[] seal(int connection, int type, int sequence, byte[] content, int offset, int length)
      throws WimException {
    byte[] data = record(sequence, content, offset, length);
    try {
      return link.attempt(
          () -> link.own(Purpose.RECORD, SEAL, type, connection, data, expected(length)));
    } finally {
      Arrays.fill(data, (byte) 0);
    }
  }

  /**
   * Opens a record; each sequence number once.
   *
   * @return the content; empty when the record is not authentic, or a replay
   */
  public Optional<byte[]> open(
      int connection, int type, int sequence, byte[] fragment, int offset, int length)
      throws WimException {
    byte[] data = record(sequence, fragment, offset, length);
    ResponseApdu answer =
        link.exclusively(
            () ->
                link.ask(
                    new CommandApdu(CardLink.OWN, OPEN, type, connection, data, expected(length))));
    if (answer.status().equals(StatusWord.WRONG_DATA)) {
      return Optional.empty();
    }
    if (!answer.status().ok()) {
      throw Purpose.RECORD.refused(answer.status());
    }
    return Optional.of(answer.data());
  }

  private static byte[] record(int sequence, byte[] octets, int offset, int length) {
    return ByteBuffer.allocate(2 + length)
        .putShort((short) sequence)
        .put(octets, offset, length)
        .array();
  }

  private static int expected(int length) {
    return Math.max(CommandApdu.SHORT_EXPECTED, Math.min(0x10000, length + OVERHEAD));
  }

  /** Wipes the keys of a connection. */
  public void disconnect(int connection) throws WimException {
    link.exclusively(() -> link.own(Purpose.CONNECT, DISCONNECT, 0, connection, new byte[0], 0));
  }

  /**
   * Whether this is the server's finished value of {@link #finishInside}; compared in the card.
   *
   * @param verifyData as received, 12 octets
   */
  public boolean checks(int slot, byte[] verifyData) throws WimException {
    if (verifyData.length != FINISHED) {
      return false;
    }
    StatusWord status =
        link.exclusively(
            () -> link.ask(new CommandApdu(CardLink.OWN, CHECK, 0, slot, verifyData, 0)).status());
    if (!status.ok() && !status.equals(StatusWord.WRONG)) {
      throw Purpose.FINISH.refused(status);
    }
    return status.ok();
  }

  /**
   * Has the card check one certificate of a chain: the one that a root of the card has issued
   * first, the server's last. Its key is then the checked one.
   *
   * @param index 0 for the first, then counting up
   * @throws WimException {@link Reason#UNTRUSTED} when the card does not accept it
   */
  public void checkCertificate(EncodedCertificate certificate, int index, Instant now)
      throws WimException {
    int type = certificate.format().number();
    if (certificate.format() != EncodedCertificate.Format.WTLS
        && certificate.format() != EncodedCertificate.Format.X509) {
      throw new WimException(
          Reason.UNSUPPORTED, "The card checks WTLS and X.509 certificates only.");
    }
    byte[] data =
        ByteBuffer.allocate(4 + certificate.octets().length)
            .putInt((int) now.getEpochSecond())
            .put(certificate.octets())
            .array();
    pinned(() -> link.own(Purpose.CERTIFICATE, CERTIFICATE, type, index, data, 0));
  }

  /**
   * The key block of a connection's window, where the card's policy lets it out.
   *
   * @param write whether for sending; else for receiving
   * @param sequence a sequence number within the window
   * @return secret
   */
  public byte[] window(int connection, boolean write, int sequence) throws WimException {
    byte[] data = {(byte) (sequence >> 8), (byte) sequence};
    return pinned(() -> link.own(Purpose.WINDOW, WINDOW, write ? 1 : 2, connection, data, 256));
  }

  private <T> T pinned(WimWork<T> work) throws WimException {
    pins.unlock();
    return link.attempt(
        () -> {
          pins.unlock();
          return work.run();
        });
  }
}
