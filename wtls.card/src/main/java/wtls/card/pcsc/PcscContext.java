package wtls.card.pcsc;

import java.lang.reflect.Field;
import java.security.NoSuchAlgorithmException;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;

/** How the watch gets at the readers. */
interface PcscContext {

  /**
   * The machine's readers.
   *
   * @throws NoSuchAlgorithmException when there is no PC/SC here, or its daemon does not run
   */
  CardTerminals open() throws NoSuchAlgorithmException;

  /**
   * Lets go of a connection to PC/SC that has failed, so that the next {@link #open} makes a new
   * one.
   *
   * @return false when that cannot be done, and only a restart of the process helps
   */
  boolean renew(CardTerminals failed);

  /** The JDK's. */
  static PcscContext ofJdk() {
    return new Jdk();
  }

  /** See {@link #ofJdk}. */
  final class Jdk implements PcscContext {
    private static final String[] GET_RESPONSE = {
      "sun.security.smartcardio.t0GetResponse", "sun.security.smartcardio.t1GetResponse"
    };

    private Jdk() {
      // The JDK would fetch responses with the class byte of the command, which our card does not
      // take for its own commands; the driver does it right. Read once, by the first connection.
      for (String property : GET_RESPONSE) {
        if (System.getProperty(property) == null) {
          System.setProperty(property, "false");
        }
      }
    }

    @Override
    public CardTerminals open() throws NoSuchAlgorithmException {
      return TerminalFactory.getInstance("PC/SC", null).terminals();
    }

    // The JDK keeps the first context for ever. Setting it to none is a look behind the API, which
    // a
    // launcher can allow: --add-opens java.smartcardio/sun.security.smartcardio=ALL-UNNAMED.
    @Override
    public boolean renew(CardTerminals failed) {
      try {
        Field context = failed.getClass().getDeclaredField("contextId");
        context.setAccessible(true);
        context.setLong(null, 0);
        Field terminals = failed.getClass().getDeclaredField("terminals");
        terminals.setAccessible(true);
        ((java.util.Map<?, ?>) terminals.get(null)).clear();
        return true;
      } catch (ReflectiveOperationException | RuntimeException e) {
        return false;
      }
    }
  }
}
