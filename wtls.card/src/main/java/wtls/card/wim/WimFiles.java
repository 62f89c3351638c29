package wtls.card.wim;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import wtls.api.engine.EngineException.Reason;
import wtls.card.pkcs15.FilePath;

/** The files of a WIM: OpenFile, ReadBinary and UpdateBinary (WAP-260 7). */
public final class WimFiles {
  private static final int SELECT = 0xA4;
  private static final int READ_BINARY = 0xB0;
  private static final int UPDATE_BINARY = 0xD6;

  private static final int LARGEST_READ = 0xFA;
  private static final int LARGEST_UPDATE = 0xFF;
  private static final int END_OF_OFFSETS = 0x8000;

  private final CardLink link;

  WimFiles(CardLink link) {
    this.link = link;
  }

  /**
   * Reads a file, or a part of one. Stops where the file ends.
   *
   * @param ids the file's identifiers, two octets each (WAP-260 9.1)
   * @param offset 0 to 7FFF
   * @param length the most octets wanted; -1 for all there are
   */
  public byte[] read(byte[] ids, int offset, int length) throws WimException {
    return link.attempt(
        () -> {
          int size = open(ids);
          int end = size < 0 ? END_OF_OFFSETS : Math.min(size, END_OF_OFFSETS);
          return read(offset, length < 0 ? end : Math.min(end, offset + length));
        });
  }

  /** Reads what a directory file names. */
  byte[] read(FilePath path) throws WimException {
    return read(path.ids(), path.index(), path.length());
  }

  private byte[] read(int from, int end) throws WimException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    int offset = from;
    while (offset < end) {
      int wanted = Math.min(LARGEST_READ, end - offset);
      byte[] piece =
          link.wim(Purpose.READ, READ_BINARY, offset >> 8, offset & 0xFF, new byte[0], wanted);
      if (piece.length > wanted) {
        throw WimException.malformed("READ BINARY");
      }
      read.writeBytes(piece);
      Arrays.fill(piece, (byte) 0);
      offset += piece.length;
      if (piece.length < wanted) {
        break;
      }
    }
    return read.toByteArray();
  }

  /**
   * Overwrites a part of a file; gives PIN-G first if the card wants it.
   *
   * @param ids the file's identifiers, two octets each
   * @param offset 0 to 7FFF
   * @throws WimException {@link Reason#UNSUPPORTED} when it would go beyond what WAP-260 can name
   */
  public void update(byte[] ids, int offset, byte[] octets) throws WimException {
    if (offset < 0 || offset + octets.length > END_OF_OFFSETS) {
      throw new WimException(
          Reason.UNSUPPORTED, "A card's files end at 32768 octets: write fewer, or further ahead.");
    }
    link.attempt(
        () -> {
          open(ids);
          for (int at = 0; at < octets.length; at += LARGEST_UPDATE) {
            int end = Math.min(octets.length, at + LARGEST_UPDATE);
            byte[] piece = Arrays.copyOfRange(octets, at, end);
            try {
              int to = offset + at;
              link.wim(Purpose.UPDATE, UPDATE_BINARY, to >> 8, to & 0xFF, piece, 0);
            } finally {
              Arrays.fill(piece, (byte) 0);
            }
          }
          return null;
        });
  }

  /**
   * Selects a file, unless it is selected already: the card takes one identifier at a time.
   *
   * @return its size in octets; -1 when the card does not say
   */
  int open(byte[] ids) throws WimException {
    CardState state = link.state();
    if (state.selected(ids)) {
      return state.selectedSize();
    }
    int size = CardState.NONE;
    for (int at = 0; at + 1 < ids.length; at += 2) {
      byte[] id = {ids[at], ids[at + 1]};
      size = sizeIn(link.wim(Purpose.SELECT_FILE, SELECT, 0, 0, id, 256));
    }
    state.select(ids, size);
    return size;
  }

  /** Tag 80 of the file control information, with or without 6F around it (WAP-260 11.3.6.1). */
  private static int sizeIn(byte[] information) {
    int at = 0;
    if (information.length >= 2 && information[0] == 0x6F) {
      at = 2;
    }
    while (at + 1 < information.length) {
      int length = information[at + 1] & 0xFF;
      boolean complete = at + 2 + length <= information.length;
      if ((information[at] & 0xFF) == 0x80 && complete && length == 2) {
        return (information[at + 2] & 0xFF) << 8 | information[at + 3] & 0xFF;
      }
      at += 2 + length;
    }
    return CardState.NONE;
  }
}
