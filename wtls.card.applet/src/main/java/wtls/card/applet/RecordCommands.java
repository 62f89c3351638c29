package wtls.card.applet;

import javacard.framework.Util;

/** CONNECT, SEAL, OPEN, DISCONNECT, CHECK and WINDOW: records whose keys stay on the card. */
final class RecordCommands {
  /** Octets of content in the largest record. */
  static final short LARGEST = 2048;

  // CONNECT: cipher, MAC and key refresh, then client and server random.
  private static final short SUITE = 0;
  private static final short CLIENT_RANDOM = 3;
  private static final short SERVER_RANDOM = (short) (CLIENT_RANDOM + Labels.HELLO_RANDOM);
  private static final short CONNECT_LENGTH = (short) (SERVER_RANDOM + Labels.HELLO_RANDOM);

  /** Behind the data of CONNECT and WINDOW. */
  private static final short WORK = 64;

  /** SEAL and OPEN: the record is behind its sequence number. */
  private static final short RECORD = 2;

  // WINDOW: P1.
  private static final byte WRITE = 1;
  private static final byte READ = 2;

  private final FullApplet card;
  private final CommandData data;

  RecordCommands(FullApplet card) {
    this.card = card;
    data = card.data;
  }

  /** CONNECT: P2 slot; cipher 1 | MAC 1 | key refresh 1 | client random | server random. */
  void connect() {
    Status.check(data.p1() == 0, Status.PARAMETERS);
    data.expectLength(CONNECT_LENGTH);
    card.pins.requireGeneral();
    byte slot = data.p2();
    card.sessions.requireUsable(slot);
    byte[] buffer = data.buffer;
    short at = Util.arrayCopyNonAtomic(buffer, SERVER_RANDOM, buffer, WORK, Labels.HELLO_RANDOM);
    Util.arrayCopyNonAtomic(buffer, CLIENT_RANDOM, buffer, at, Labels.HELLO_RANDOM);
    buffer[0] = card.connections.open(slot, buffer, SUITE, WORK);
    card.response.set((short) 0, (short) 1);
  }

  /** SEAL: P1 the record's first octet, P2 connection; sequence number 2 | content. */
  void seal() {
    short length = begin();
    Status.check(length <= LARGEST, Status.LENGTH);
    card.response.set(
        RECORD,
        card.connections.seal(
            data.p2(), data.number((short) 0), data.p1(), data.buffer, RECORD, length));
  }

  /** OPEN: P1 the record's first octet, P2 connection; sequence number 2 | fragment. */
  void open() {
    short length = begin();
    card.response.set(
        RECORD,
        card.connections.open(
            data.p2(), data.number((short) 0), data.p1(), data.buffer, RECORD, length));
  }

  private short begin() {
    short length = (short) (data.length() - RECORD);
    Status.check(length >= 0, Status.LENGTH);
    card.pins.requireGeneral();
    return length;
  }

  /** DISCONNECT: P2 connection. */
  void disconnect() {
    Status.check(data.p1() == 0, Status.PARAMETERS);
    data.expectLength((short) 0);
    card.connections.close(data.p2());
  }

  /** CHECK: P2 slot; what the server's Finished says. 6300 when it should say something else. */
  void check() {
    Status.check(data.p1() == 0, Status.PARAMETERS);
    data.expectLength(Labels.CHECK);
    card.pins.requireGeneral();
    card.sessions.require(data.p2());
    boolean right = card.connections.isExpected(data.p2(), data.buffer, (short) 0);
    Status.check(right, Status.WRONG);
  }

  /** WINDOW: P1 write or read, P2 connection; sequence number 2. Answers a key block. */
  void window() {
    byte direction = data.p1();
    Status.check(direction == WRITE || direction == READ, Status.PARAMETERS);
    data.expectLength((short) 2);
    card.pins.requireGeneral();
    Status.check(card.configuration.policy(Configuration.WINDOW_EXPORT), Status.CONDITIONS);
    short length =
        card.connections.window(
            data.p2(), direction == WRITE, data.number((short) 0), data.buffer, WORK);
    card.response.set(WORK, length);
  }
}
