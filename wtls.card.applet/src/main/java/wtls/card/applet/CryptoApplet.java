package wtls.card.applet;

/** The crypto card, class 2: also makes, keeps and uses master secrets that never leave it. */
public class CryptoApplet extends StorageApplet {
  /** As for a {@link StorageApplet}. */
  protected CryptoApplet(Memory memory, byte[] parameters, short offset, byte length) {
    super(memory, parameters, offset, length);
  }

  /** Installs a card of class 2 with a memory of its own. */
  public static void install(byte[] parameters, short offset, byte length) {
    new CryptoApplet(new Memory(new byte[Memory.SIZE]), parameters, offset, length)
        .enrol(parameters, offset, length);
  }

  @Override
  byte cardClass() {
    return 2;
  }
}
