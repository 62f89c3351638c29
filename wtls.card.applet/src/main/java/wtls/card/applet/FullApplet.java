package wtls.card.applet;

/**
 * The full card, class 3: also holds connection keys, seals and opens records, checks certificates.
 */
public class FullApplet extends CryptoApplet {
  /** As for a {@link StorageApplet}. */
  protected FullApplet(Memory memory, byte[] parameters, short offset, byte length) {
    super(memory, parameters, offset, length);
  }

  /** Installs a card of class 3 with a memory of its own. */
  public static void install(byte[] parameters, short offset, byte length) {
    new FullApplet(new Memory(new byte[Memory.SIZE]), parameters, offset, length)
        .enrol(parameters, offset, length);
  }

  @Override
  byte cardClass() {
    return 3;
  }
}
