package wtls.card.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One simulated card on disk: a folder, named as the card is, with
 *
 * <ul>
 *   <li>{@code class}: its {@linkplain CardClass#number() class};
 *   <li>{@code memory}: all that it remembers without power, nothing else;
 *   <li>{@code inserted}: there while it is in a reader, whose name it holds;
 *   <li>{@code lock}: locked by the process that powers it.
 * </ul>
 *
 * <p>Only the owner can read them. Whoever has the folder has the card. Safe for several threads
 * and processes: each method is one step in the file system.
 */
public final class CardFolder {
  private static final String CLASS = "class";
  private static final String MEMORY = "memory";
  private static final String INSERTED = "inserted";
  private static final String LOCK = "lock";

  private final Path path;
  private final CardClass cardClass;

  private CardFolder(Path path, CardClass cardClass) {
    this.path = path;
    this.cardClass = cardClass;
  }

  /** Reads what card a folder holds. */
  static CardFolder read(Path path) throws ShelfException {
    Path file = path.resolve(CLASS);
    try {
      String number = Files.readString(file, StandardCharsets.US_ASCII).trim();
      return new CardFolder(path, CardClass.of(Integer.parseInt(number)));
    } catch (IOException | IllegalArgumentException e) {
      throw new ShelfException("The card's class cannot be read from " + file, e);
    }
  }

  /** Fills a new folder with a blank card. */
  static void fill(Path path, CardClass cardClass, int memorySize) throws IOException {
    OwnerOnly.write(path.resolve(MEMORY), new byte[memorySize]);
    OwnerOnly.write(path.resolve(LOCK), new byte[0]);
    OwnerOnly.write(
        path.resolve(CLASS), (cardClass.number() + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** The card's name. */
  public String name() {
    return path.getFileName().toString();
  }

  /** What the card can do. */
  public CardClass cardClass() {
    return cardClass;
  }

  /** Where the card is. */
  public Path path() {
    return path;
  }

  /** The name of the reader that the card is in; empty when it is in none. */
  public Optional<String> reader() throws ShelfException {
    try {
      return Optional.of(Files.readString(path.resolve(INSERTED), StandardCharsets.UTF_8).trim());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ShelfException("Whether the card " + name() + " is in a reader cannot be read", e);
    }
  }

  /**
   * Puts the card into a reader. A reader of that name in a running process powers it soon; {@link
   * SimulatedReader#insert} does it at once.
   *
   * @throws ShelfException also when it is in another reader
   */
  public void insert(String reader) throws ShelfException {
    Optional<String> now = reader();
    if (now.isPresent() && !now.get().equals(reader)) {
      throw new ShelfException(
          "The card " + name() + " is in the reader " + now.get() + ": pull it there first.");
    }
    try {
      OwnerOnly.write(path.resolve(INSERTED), (reader + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ShelfException("The card " + name() + " cannot be put into " + reader, e);
    }
  }

  /** Takes the card out of its reader, also one that runs in another process; else does nothing. */
  public void pull() throws ShelfException {
    try {
      Files.deleteIfExists(path.resolve(INSERTED));
    } catch (IOException e) {
      throw new ShelfException("The card " + name() + " cannot be pulled", e);
    }
  }

  Path memory() {
    return path.resolve(MEMORY);
  }

  Path lock() {
    return path.resolve(LOCK);
  }
}
