package wtls.card.applet;

/** Personalisation: files, PINs, roots and configuration, until FINALISE. */
final class PersonalCommands {
  private static final short FILE_LENGTH = 6;
  private static final short PIN_LENGTH = 3 + 2 * Pins.LENGTH;
  private static final short CONFIGURATION_LENGTH = 12;
  private static final short ROOT_LENGTH = 7;

  private final StorageApplet card;

  PersonalCommands(StorageApplet card) {
    this.card = card;
  }

  /** CREATE FILE: id 2 | size 2 | read 1 | update 1. */
  void createFile() {
    begin((byte) 0, FILE_LENGTH);
    CommandData data = card.data;
    short id = data.number((short) 0);
    short size = data.number((short) 2);
    Status.check(fits(id, size), Status.DATA);
    card.files.create(id, size, data.buffer[4], data.buffer[5]);
  }

  /** PUT PIN: P2 reference; tries 1 | unblocking tries 1 | flags 1 | PIN 8 | unblocking code 8. */
  void putPin() {
    begin(card.data.p2(), PIN_LENGTH);
    card.pins.put(card.data.p2(), card.data.buffer, (short) 0);
  }

  /**
   * CONFIGURE: serial 8 | features 2 | slots 1 | policy 1; before the files of sessions are made.
   */
  void configure() {
    begin((byte) 0, CONFIGURATION_LENGTH);
    byte slots = card.data.buffer[10];
    byte policy = card.data.buffer[11];
    byte known = Configuration.WINDOW_EXPORT | Configuration.LABELS;
    Status.check(slots > 0 && slots <= Layout.MAX_SLOTS, Status.DATA);
    Status.check((byte) (policy & ~known) == 0, Status.DATA);
    Status.check(slots == card.configuration.slots() || !sessionFiles(), Status.CONDITIONS);
    card.configuration.put(card.data.buffer, (short) 0);
  }

  /** PUT ROOT: file 2 | offset 2 | length 2 | type 1. */
  void putRoot() {
    begin((byte) 0, ROOT_LENGTH);
    card.roots.add(card.data.buffer, (short) 0);
  }

  /** FINALISE: needs a PIN-G; from now on access rights hold. */
  void finish() {
    begin((byte) 0, (short) 0);
    Status.check(card.pins.exists(Pins.GENERAL), Status.CONDITIONS);
    card.configuration.finish();
  }

  private void begin(byte p2, short length) {
    card.data.expectParameters((byte) 0, p2);
    card.data.expectLength(length);
    card.requirePersonalising();
  }

  private boolean sessionFiles() {
    return card.files.find(Files.SESSIONS) != Files.NONE
        || card.files.find(Files.DETAILS) != Files.NONE
        || card.files.find(Files.READABLE_SECRETS) != Files.NONE;
  }

  // The files that the card itself writes have a record for each slot.
  private boolean fits(short id, short size) {
    short slots = card.configuration.slots();
    switch (id) {
      case Files.PEERS:
        return (short) (size % Sessions.RECORD_SIZE) == 0;
      case Files.SESSIONS:
        return size == (short) (slots * Sessions.RECORD_SIZE);
      case Files.DETAILS:
        return size == (short) (slots * Sessions.DETAILS_SIZE);
      case Files.READABLE_SECRETS:
        return size == (short) (slots * Sessions.READABLE_SIZE);
      default:
        return true;
    }
  }
}
