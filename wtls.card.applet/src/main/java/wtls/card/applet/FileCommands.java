package wtls.card.applet;

import javacard.framework.Util;

/** SELECT, READ BINARY and UPDATE BINARY, WAP-260 11.3.3. */
final class FileCommands {
  // SELECT: P1.
  private static final byte BY_ID = 0x00;
  private static final byte BY_NAME = 0x04;
  private static final byte BY_PATH_FROM_MASTER = 0x08;
  private static final byte BY_PATH = 0x09;
  // SELECT: P2.
  private static final byte FCI = 0x00;
  private static final byte NO_ANSWER = 0x0C;

  private final StorageApplet card;

  FileCommands(StorageApplet card) {
    this.card = card;
  }

  /** SELECT, by two-octet id or by path; what is not found leaves the selection as it was. */
  void select() {
    CommandData data = card.data;
    byte how = data.p1();
    boolean known = how == BY_ID || how == BY_PATH_FROM_MASTER || how == BY_PATH;
    Status.check(known || how == BY_NAME, Status.PARAMETERS);
    Status.check(data.p2() == FCI || data.p2() == NO_ANSWER, Status.PARAMETERS);
    short length = data.length();
    if (how == BY_NAME) {
      // The runtime has looked for the name already: this is another application's.
      Status.fail(Status.NO_FILE);
    }
    if (how == BY_ID && length == 0) {
      selectFile(Files.MASTER);
      return;
    }
    Status.check(how == BY_ID ? length == 2 : validPath(length), Status.LENGTH);
    for (short at = 0; at < (short) (length - 2); at += 2) {
      Status.check(isDirectory(data.number(at)), Status.NO_FILE);
    }
    selectFile(length == 0 ? Files.MASTER : data.number((short) (length - 2)));
  }

  /** READ BINARY: up to the file's end. */
  void read() {
    short file = current();
    short offset = offset();
    Status.check(offset <= card.files.size(file), Status.PARAMETERS);
    CommandData data = card.data;
    data.expectLength((short) 0);
    card.requireAccess(card.files.readAccess(file));
    short length = (short) (card.files.size(file) - offset);
    if (length > data.expected()) {
      length = data.expected();
    }
    if (length > (short) data.buffer.length) {
      length = (short) data.buffer.length;
    }
    card.memory.read((short) (card.files.address(file) + offset), data.buffer, (short) 0, length);
    card.response.set((short) 0, length);
  }

  /**
   * UPDATE BINARY of octets that the file has; all or none of them change (beyond what the journal
   * holds, piece by piece).
   */
  void update() {
    short file = current();
    short offset = offset();
    CommandData data = card.data;
    short length = data.length();
    Status.check(length > 0, Status.LENGTH);
    Status.check(offset <= card.files.size(file), Status.PARAMETERS);
    Status.check(length <= (short) (card.files.size(file) - offset), Status.LENGTH);
    if (card.configuration.isFinal()) {
      card.requireAccess(card.files.updateAccess(file));
    }
    short at = (short) (card.files.address(file) + offset);
    short done = 0;
    while (done < length) {
      card.memory.begin();
      if (card.files.id(file) == Files.SESSIONS) {
        card.sessions.beforeUpdate(offset, data.buffer, length);
      }
      short piece = card.memory.room();
      if (piece > (short) (length - done)) {
        piece = (short) (length - done);
      }
      card.memory.put((short) (at + done), data.buffer, done, piece);
      card.memory.commit();
      done += piece;
    }
  }

  private short current() {
    short file = card.files.find(card.files.selected());
    Status.check(file != Files.NONE, Status.NO_FILE_SELECTED);
    return file;
  }

  private short offset() {
    short offset = Util.makeShort(card.data.p1(), card.data.p2());
    Status.check(offset >= 0, Status.PARAMETERS);
    return offset;
  }

  private static boolean validPath(short length) {
    return (short) (length & 1) == 0;
  }

  private static boolean isDirectory(short id) {
    return id == Files.MASTER || id == Files.APPLICATION;
  }

  private void selectFile(short id) {
    boolean directory = isDirectory(id);
    short file = directory ? Files.NONE : card.files.find(id);
    Status.check(directory || file != Files.NONE, Status.NO_FILE);
    card.files.select(directory ? (short) 0 : id);
    if (card.data.p2() == FCI) {
      card.response.set((short) 0, information(file, id));
    }
  }

  // 6F { [80 size] 82 kind 83 id }: the size is what WAP-260 11.3.3.2 wants, the rest ISO 7816-4.
  private short information(short file, short id) {
    byte[] to = card.data.buffer;
    short at = 2;
    if (file != Files.NONE) {
      at = object(to, at, (byte) 0x80, card.files.size(file));
    }
    to[at] = (byte) 0x82;
    to[(short) (at + 1)] = 1;
    to[(short) (at + 2)] = (byte) (file == Files.NONE ? 0x38 : 0x01);
    at = object(to, (short) (at + 3), (byte) 0x83, id);
    to[0] = 0x6F;
    to[1] = (byte) (at - 2);
    return at;
  }

  private static short object(byte[] to, short at, byte tag, short value) {
    to[at] = tag;
    to[(short) (at + 1)] = 2;
    return Util.setShort(to, (short) (at + 2), value);
  }
}
