package wtls.launcher.command;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import wtls.api.card.CardException;
import wtls.api.card.PinEntry.Kind;
import wtls.card.personal.CardProfile;
import wtls.card.personal.ProfileException;
import wtls.card.simulator.CardClass;
import wtls.card.simulator.CardFolder;
import wtls.card.simulator.CardOptions;
import wtls.card.simulator.ShelfException;
import wtls.card.simulator.SimulatedCard;
import wtls.card.wim.WimException;
import wtls.gateway.authority.IdentityException;
import wtls.launcher.card.CardIssuer;
import wtls.launcher.card.DefaultProfile;
import wtls.launcher.card.HomeCards;
import wtls.launcher.card.NewPins;
import wtls.launcher.card.NewPins.Secret;
import wtls.launcher.card.PinFile;
import wtls.launcher.home.Home;

/** Makes a simulated card. */
@Command(
    name = "init",
    description = {
      "Make a simulated card and put it into the reader.",
      "",
      "Its keys are made on the card and never leave it; the small CA in the home certifies them,"
          + " and the card trusts that CA's roots. PINs that are not given are made up, and shown"
          + " this once."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  wtls card init alice",
      "  wtls card init bob --class full --pin-file pins",
      "  wtls card init carol --profile carol.properties"
    })
final class CardInitCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      description = "What the card is called: letters, digits, dots, dashes and underscores.")
  private String name;

  @Option(
      names = "--class",
      paramLabel = "storage|crypto|full",
      description =
          "What the card can do: keep keys and sessions, also derive and keep secrets, or also"
              + " protect records (default: crypto, or as the profile says).")
  private String cardClass;

  @Option(
      names = "--rsa-bits",
      paramLabel = "1024|2048",
      defaultValue = "1024",
      description = "The size of its RSA keys (default: ${DEFAULT-VALUE}).")
  private int rsaBits;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description =
          "What the card is to be, with its keys and PINs, in lines of the form key = value. The"
              + " documentation of wtls.card.personal.CardProfile has them all.")
  private Path profile;

  @Option(
      names = "--owner",
      paramLabel = "NAME",
      description = "Whom the certificates name (default: the card's name).")
  private String owner;

  @Option(names = "--ask-pin", description = "Ask for the PINs at the terminal.")
  private boolean ask;

  @Option(
      names = "--pin-file",
      paramLabel = "FILE",
      description =
          "Take the PINs from this file: the general one in the first line, the one for signatures"
              + " in the second; and behind them their unblocking codes of 8 digits.")
  private Path pinFile;

  @Mixin private CommonOptions common;

  CardInitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = surroundings.terminal();
  }

  @Override
  public Integer call() throws CommandFailure {
    if (rsaBits != 1024 && rsaBits != 2048) {
      throw badUsage("--rsa-bits: " + rsaBits + " is not a size of keys; give 1024 or 2048.");
    }
    if (profile != null && (pinFile != null || ask)) {
      throw badUsage("--profile: the profile has the PINs; leave --pin-file and --ask-pin out.");
    }
    Home home = common.home(surroundings);
    if (profile != null) {
      try (CardProfile read = readProfile()) {
        make(home, read);
      }
      return ExitCode.OK.number();
    }
    try (NewPins pins = pins()) {
      try (CardProfile made = defaultProfile(pins)) {
        make(home, made);
      }
      reveal(pins);
    }
    return ExitCode.OK.number();
  }

  private ParameterException badUsage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private CardProfile readProfile() {
    try {
      CardProfile read = CardProfile.read(profile);
      if (cardClass != null && wantedClass().number() != read.cardClass()) {
        read.close();
        throw badUsage(
            "--class: the profile is for a card of class " + read.cardClass() + "; leave it out.");
      }
      return read;
    } catch (ProfileException e) {
      throw badUsage("--profile: " + e.getMessage());
    }
  }

  private CardProfile defaultProfile(NewPins pins) throws CommandFailure {
    try {
      return DefaultProfile.of(name, wantedClass(), rsaBits, pins);
    } catch (ProfileException e) {
      throw new CommandFailure(ExitCode.PIN, e.getMessage(), e);
    }
  }

  private CardClass wantedClass() {
    return switch (cardClass == null ? "crypto" : cardClass) {
      case "storage", "1" -> CardClass.STORAGE;
      case "crypto", "2" -> CardClass.CRYPTO;
      case "full", "3" -> CardClass.FULL;
      default ->
          throw badUsage(
              "--class: there is no class " + cardClass + "; give storage, crypto or full.");
    };
  }

  private NewPins pins() throws CommandFailure {
    Map<Secret, byte[]> chosen = new EnumMap<>(Secret.class);
    if (pinFile != null) {
      try (PinFile file = PinOptions.read(pinFile)) {
        file.pin(Kind.GENERAL).ifPresent(pin -> chosen.put(Secret.PIN, pin));
        file.pin(Kind.NON_REPUDIATION).ifPresent(pin -> chosen.put(Secret.SIGNATURE_PIN, pin));
        file.unblockingCode(Kind.GENERAL).ifPresent(code -> chosen.put(Secret.CODE, code));
        file.unblockingCode(Kind.NON_REPUDIATION)
            .ifPresent(code -> chosen.put(Secret.SIGNATURE_CODE, code));
      }
    } else if (ask) {
      for (Secret secret : new Secret[] {Secret.PIN, Secret.SIGNATURE_PIN}) {
        chosen.put(secret, ask(secret));
      }
    }
    return new NewPins(chosen, new SecureRandom());
  }

  private byte[] ask(Secret secret) throws CommandFailure {
    return NewPin.ask(terminal, secret.words() + " of the new card, 4 to 8 digits");
  }

  @SuppressWarnings("try") // what is held open need not be spoken to
  private void make(Home home, CardProfile made) throws CommandFailure {
    HomeCards cards = new HomeCards(home.folder());
    try (Progress progress = Progress.of(terminal, "making keys");
        CardIssuer issuer = CardIssuer.of(home.folder())) {
      CardFolder folder = cards.shelf().create(name, CardClass.of(made.cardClass()));
      boolean whole = false;
      try {
        String serial = personalise(folder, issuer, made);
        folder.insert(HomeCards.READER);
        whole = true;
        describe(folder, serial);
      } finally {
        if (!whole) {
          cards.shelf().delete(name);
        }
      }
    } catch (ShelfException e) {
      throw CommandFailure.of(e);
    } catch (CardException e) {
      throw CommandFailure.of(e);
    } catch (WimException e) {
      throw CommandFailure.of(e);
    } catch (IdentityException e) {
      throw new CommandFailure(ExitCode.ENVIRONMENT, e.getMessage(), e);
    }
  }

  private String personalise(CardFolder folder, CardIssuer issuer, CardProfile made)
      throws CardException, WimException, IdentityException {
    try (SimulatedCard blank =
        SimulatedCard.power(folder, HomeCards.slot(folder), CardOptions.DEFAULT)) {
      return issuer.issue(blank, made, Optional.ofNullable(owner).orElse(name));
    }
  }

  private void describe(CardFolder folder, String serial) {
    terminal.say(
        "made card "
            + folder.name()
            + " of class "
            + folder.cardClass().number()
            + " ("
            + CardChoice.word(folder.cardClass())
            + "), serial "
            + serial
            + "; it is in the reader");
  }

  private void reveal(NewPins pins) {
    if (pins.madeUp().isEmpty()) {
      return;
    }
    terminal.say("these were made up and are not shown again:");
    Table table = new Table();
    for (Secret secret : Secret.values()) {
      pins.reveal(secret).ifPresent(value -> table.row("  " + secret.words(), value));
    }
    table.lines().forEach(terminal.out()::println);
  }
}
