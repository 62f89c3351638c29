package wtls.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wtls.card.applet.Memory;

/** Cards on disk, as programs that power none see them. */
class CardShelfTest {
  @TempDir Path temporary;

  private CardShelf shelf;

  @BeforeEach
  void open() {
    shelf = new CardShelf(temporary.resolve("home/cards"));
  }

  @Test
  void isEmptyUntilACardIsMade() throws Exception {
    assertThat(shelf.cards()).isEmpty();
    assertThat(shelf.card("alice")).isEmpty();
    assertThat(shelf.folder()).doesNotExist();
  }

  @Test
  void makesBlankCardsOfEachClass() throws Exception {
    for (CardClass cardClass : CardClass.values()) {
      shelf.create("card-" + cardClass.number(), cardClass);
    }

    assertThat(shelf.cards())
        .extracting(CardFolder::name)
        .containsExactly("card-1", "card-2", "card-3");
    assertThat(shelf.cards()).extracting(CardFolder::cardClass).containsExactly(CardClass.values());
    for (CardFolder card : shelf.cards()) {
      assertThat(card.reader()).isEmpty();
      assertThat(Files.readAllBytes(card.path().resolve("memory")))
          .hasSize(Memory.SIZE)
          .containsOnly(0);
    }
  }

  @Test
  void letsOnlyTheOwnerIn() throws Exception {
    CardFolder card = shelf.create("alice", CardClass.FULL);
    card.insert("simulator");

    Set<PosixFilePermission> own =
        Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    try (Stream<Path> files = Files.list(card.path())) {
      assertThat(files)
          .hasSize(4)
          .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file)).isEqualTo(own));
    }
    for (Path folder : new Path[] {card.path(), shelf.folder(), shelf.folder().getParent()}) {
      assertThat(Files.getPosixFilePermissions(folder))
          .containsAll(own)
          .containsOnlyOnce(PosixFilePermission.OWNER_EXECUTE)
          .hasSize(3);
    }
  }

  @Test
  void refusesASecondCardOfTheSameName() throws Exception {
    shelf.create("alice", CardClass.FULL);

    assertThatThrownBy(() -> shelf.create("alice", CardClass.STORAGE))
        .isInstanceOf(ShelfException.class)
        .hasMessage("There is a card alice in " + shelf.folder() + ": choose another name.");
    assertThat(shelf.cards()).extracting(CardFolder::cardClass).containsExactly(CardClass.FULL);
    try (Stream<Path> entries = Files.list(shelf.folder())) {
      assertThat(entries).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", ".hidden", "a/b", "a b", "-x", "é"})
  void refusesNamesThatAreNone(String name) throws Exception {
    assertThatThrownBy(() -> shelf.create(name, CardClass.FULL))
        .isInstanceOf(ShelfException.class)
        .hasMessage(
            "A card cannot be called \""
                + name
                + "\": give 1 to 63 letters, digits, dots, dashes or underscores.");
    assertThat(shelf.card(name)).isEmpty();
  }

  @Test
  void remembersTheReaderThatACardIsIn() throws Exception {
    CardFolder card = shelf.create("alice", CardClass.FULL);

    card.insert("phone a");
    card.insert("phone a");

    assertThat(shelf.card("alice").orElseThrow().reader()).contains("phone a");
    assertThatThrownBy(() -> card.insert("phone b"))
        .isInstanceOf(ShelfException.class)
        .hasMessage("The card alice is in the reader phone a: pull it there first.");
    card.pull();
    card.pull();
    assertThat(card.reader()).isEmpty();
  }

  @Test
  void deletesACardThatIsInNoReader() throws Exception {
    CardFolder card = shelf.create("alice", CardClass.FULL);
    card.insert("simulator");

    assertThatThrownBy(() -> shelf.delete("alice"))
        .isInstanceOf(ShelfException.class)
        .hasMessage("The card alice is in the reader simulator: pull it first.");
    card.pull();
    shelf.delete("alice");

    assertThat(card.path()).doesNotExist();
    assertThatThrownBy(() -> shelf.delete("alice"))
        .isInstanceOf(ShelfException.class)
        .hasMessage("There is no card alice in " + shelf.folder());
  }

  @Test
  void saysWhichFileHoldsNoClass() throws Exception {
    Path file = shelf.create("alice", CardClass.FULL).path().resolve("class");
    Files.writeString(file, "4\n");

    assertThatThrownBy(() -> shelf.card("alice"))
        .isInstanceOf(ShelfException.class)
        .hasMessageStartingWith("The card's class cannot be read from " + file)
        .hasMessageContaining("There is no card class 4");
  }
}
