package wtls.itest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import wtls.card.personal.CardProfile;
import wtls.card.simulator.CardClass;
import wtls.card.simulator.CardFolder;
import wtls.card.simulator.CardOptions;
import wtls.card.simulator.CardShelf;
import wtls.card.simulator.SimulatedCard;
import wtls.launcher.card.CardIssuer;

/** Outside the framework: a folder with a CA and a card of its phone's user, in a reader. */
final class CardHome {
  /** The PIN-G of the card. */
  static final String PIN = "4711";

  private static final String PROFILE =
      """
      keys = sign agree
      key.sign.type = RSA
      key.sign.bits = 1024
      key.sign.use = sign
      key.agree.type = EC
      key.agree.use = agree
      pin = %s
      pin.unblock = 47114711
      class = %d
      """;

  private CardHome() {}

  /** Makes it; the build's folder is to be deleted some day. */
  static Path make(int cardClass) {
    try {
      Path target = Path.of(System.getProperty("wtls.root", ".."), "wtls.itest", "target");
      Path home = Files.createTempDirectory(Files.createDirectories(target), "home");
      CardFolder folder = new CardShelf(cards(home)).create("alice", CardClass.of(cardClass));
      byte[] profile = PROFILE.formatted(PIN, cardClass).getBytes(StandardCharsets.US_ASCII);
      try (CardIssuer issuer = CardIssuer.of(home);
          CardProfile parsed = CardProfile.parse("the test's profile", profile);
          SimulatedCard card =
              SimulatedCard.power(folder, "issuer", CardOptions.DEFAULT.withoutSync())) {
        issuer.issue(card, parsed, "alice");
      }
      insert(home);
      return home;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the cards of a home are. */
  static Path cards(Path home) {
    return home.resolve("cards");
  }

  /** Puts the card into the reader, as another program would. */
  static void insert(Path home) throws IOException {
    // Whole or not at all: the reader looks as soon as the file is there.
    Path written = Files.writeString(home.resolve("inserted"), "simulator");
    Files.move(written, marker(home), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Pulls it. */
  static void pull(Path home) throws IOException {
    Files.deleteIfExists(marker(home));
  }

  private static Path marker(Path home) {
    return cards(home).resolve("alice").resolve("inserted");
  }

  /** What a process locks that powers the card. */
  static Path lock(Path home) {
    return cards(home).resolve("alice").resolve("lock");
  }
}
