package wtls.card.wim;

import java.io.ByteArrayOutputStream;

/** The data of an MSE command: tags, lengths and values (WAP-260 11.3.6.6). Nothing secret. */
final class Tags {
  static final int KEY_FILE = 0x81;
  static final int REFERENCE = 0x83;
  static final int KEY_REFERENCE = 0x84;
  static final int DIGEST = 0x90;
  static final int RANDOM = 0x91;
  static final int SEED = 0x94;
  static final int LENGTH = 0x96;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Tags add(int tag, byte... value) {
    out.write(tag);
    if (value.length > 0xFF) {
      out.write(0x82);
      out.write(value.length >> 8);
    } else if (value.length > 0x7F) {
      out.write(0x81);
    }
    out.write(value.length);
    out.writeBytes(value);
    return this;
  }

  Tags key(WimKey key) {
    return add(KEY_FILE, key.path()).add(KEY_REFERENCE, (byte) key.reference());
  }

  byte[] octets() {
    return out.toByteArray();
  }
}
