package wtls.card.simulator;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import wtls.card.applet.Memory;

/**
 * The folder that simulated cards are kept in. Needs no framework: a program that only creates,
 * lists, inserts or pulls cards works on this, and running readers notice. Safe for several threads
 * and processes.
 */
public final class CardShelf {
  // What every file system and shell takes.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private final Path folder;

  /** The cards in a folder, which need not exist before the first is created. */
  public CardShelf(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Where the cards are. */
  public Path folder() {
    return folder;
  }

  /** All cards, by name. What is no card's folder is left out. */
  public List<CardFolder> cards() throws ShelfException {
    List<CardFolder> cards = new ArrayList<>();
    for (String name : names()) {
      cards.add(CardFolder.read(folder.resolve(name)));
    }
    return cards;
  }

  /** The card with a name; empty when there is none. */
  public Optional<CardFolder> card(String name) throws ShelfException {
    return NAME.matcher(name).matches() && Files.isDirectory(folder.resolve(name))
        ? Optional.of(CardFolder.read(folder.resolve(name)))
        : Optional.empty();
  }

  /**
   * Makes a blank card, in no reader: it has the applet of its class and no keys, PINs or files.
   */
  public CardFolder create(String name, CardClass cardClass) throws ShelfException {
    if (!NAME.matcher(name).matches()) {
      throw new ShelfException(
          "A card cannot be called \""
              + name
              + "\": give 1 to 63 letters, digits, dots, dashes or underscores.");
    }
    Path card = folder.resolve(name);
    try {
      OwnerOnly.createFolders(folder);
      // Whole or not at all: it gets its name when it is complete.
      Path unfinished = OwnerOnly.createTemporaryFolder(folder, ".new");
      try {
        CardFolder.fill(unfinished, cardClass, Memory.SIZE);
        moveUnlessThere(unfinished, card);
      } finally {
        deleteTree(unfinished);
      }
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      throw new ShelfException(
          "There is a card " + name + " in " + folder + ": choose another name.");
    } catch (IOException e) {
      throw new ShelfException("The card " + name + " cannot be made in " + folder, e);
    }
    return CardFolder.read(card);
  }

  /**
   * Destroys a card with all that is on it.
   *
   * @throws ShelfException also when there is none or it is in a reader
   */
  public void delete(String name) throws ShelfException {
    CardFolder card =
        card(name)
            .orElseThrow(() -> new ShelfException("There is no card " + name + " in " + folder));
    Optional<String> reader = card.reader();
    if (reader.isPresent()) {
      throw new ShelfException(
          "The card " + name + " is in the reader " + reader.get() + ": pull it first.");
    }
    try {
      deleteTree(card.path());
    } catch (IOException e) {
      throw new ShelfException("The card " + name + " cannot be deleted from " + folder, e);
    }
  }

  /** The names of what may be cards, sorted; none when the folder is not there. */
  List<String> names() throws ShelfException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ShelfException("The cards in " + folder + " cannot be listed", e);
    }
  }

  // On POSIX a rename replaces an empty folder only, and a card's folder never is.
  private static void moveUnlessThere(Path from, Path to) throws IOException {
    if (Files.exists(to)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(root)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    }
  }
}
