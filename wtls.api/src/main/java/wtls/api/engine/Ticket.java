package wtls.api.engine;

import java.util.Arrays;
import java.util.Objects;
import wtls.api.session.SessionDescription;

/**
 * What moves from one engine to another when a live session is handed over. Made by {@link
 * EngineSession#release}, read by {@link SecurityEngine#adopt}, wiped by whoever asked for it.
 */
public final class Ticket implements AutoCloseable {

  /** What the new engine continues from. */
  public sealed interface Content permits MasterSecret, CardReference, KeyWindow {}

  /**
   * The master secret itself.
   *
   * @param octets the secret; wiped when the ticket is closed, so an adopting engine copies it
   * @param exposed whether it has ever been outside a card before this ticket
   */
  public record MasterSecret(byte[] octets, boolean exposed) implements Content {
    public MasterSecret {
      Objects.requireNonNull(octets, "octets");
    }

    @Override
    public String toString() {
      return "master secret";
    }
  }

  /**
   * The place of the secret on a card, from which it does not move.
   *
   * @param cardSerial the card, in hex; the adopting engine must drive the same one
   * @param reference the number of the secret there
   */
  public record CardReference(String cardSerial, int reference) implements Content {
    public CardReference {
      Objects.requireNonNull(cardSerial, "cardSerial");
    }
  }

  /**
   * The key blocks of the current key windows only. The adopting engine serves the records within
   * them and answers others with {@link EngineException.Reason#WINDOW_ENDED}.
   *
   * @param writeStart the sequence number with which the window for sending begins
   * @param writeBlock its key block before any export derivation; wiped with the ticket
   * @param readStart the sequence number with which the window for receiving begins
   * @param readBlock its key block; wiped with the ticket
   */
  public record KeyWindow(int writeStart, byte[] writeBlock, int readStart, byte[] readBlock)
      implements Content {
    public KeyWindow {
      Objects.requireNonNull(writeBlock, "writeBlock");
      Objects.requireNonNull(readBlock, "readBlock");
    }

    @Override
    public String toString() {
      return "key windows from " + writeStart + " and " + readStart;
    }
  }

  private final SessionDescription session;
  private final Content content;

  /** A ticket for this session; it takes over the arrays of {@code content}. */
  public Ticket(SessionDescription session, Content content) {
    this.session = Objects.requireNonNull(session, "session");
    this.content = Objects.requireNonNull(content, "content");
  }

  /** What is known of the session. */
  public SessionDescription session() {
    return session;
  }

  /** What the new engine continues from; its arrays hold zeros once the ticket is closed. */
  public Content content() {
    return content;
  }

  /** Wipes the secrets in it. Idempotent. */
  @Override
  public void close() {
    if (content instanceof MasterSecret secret) {
      Arrays.fill(secret.octets(), (byte) 0);
    } else if (content instanceof KeyWindow window) {
      Arrays.fill(window.writeBlock(), (byte) 0);
      Arrays.fill(window.readBlock(), (byte) 0);
    }
  }

  /** Names the session and the kind of content; never a secret. */
  @Override
  public String toString() {
    return "ticket for session " + session.id() + ": " + content;
  }
}
