package wtls.launcher.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wtls.api.card.CardException;
import wtls.api.card.PinEntry.Kind;
import wtls.api.engine.EngineException;
import wtls.card.simulator.CardFolder;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;
import wtls.card.wim.WimPin;
import wtls.card.wim.WimPins;
import wtls.launcher.card.HomeCards;
import wtls.launcher.card.HomeCards.OpenCard;
import wtls.launcher.card.PinFile;

/** Tries, changes and unblocks PINs. */
@Command(
    name = "pin",
    description = {
      "Try, change or unblock a PIN of a card.",
      "",
      "PINs are asked for at the terminal, or come from files: those that are in force in the first"
          + " two lines of --pin-file and their unblocking codes in the next two, new ones in the"
          + " first two lines of --new-pin-file."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  wtls card pin verify alice",
      "  wtls card pin change alice --signature",
      "  wtls card pin unblock alice --pin-file codes --new-pin-file pins"
    })
final class CardPinCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Terminal terminal;

  /** What to do with a PIN. */
  enum Action {
    verify,
    change,
    unblock
  }

  @Parameters(index = "0", paramLabel = "verify|change|unblock", description = "What to do.")
  private Action action;

  @Parameters(index = "1", paramLabel = "NAME", description = "The card; it must be in the reader.")
  private String name;

  @Option(names = "--signature", description = "The PIN for signatures, not the general one.")
  private boolean signature;

  @Mixin private PinOptions pins;

  @Option(
      names = "--new-pin-file",
      paramLabel = "FILE",
      description = "Take the new PIN from this file (default: ask at the terminal).")
  private Path newPinFile;

  @Mixin private CommonOptions common;

  CardPinCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = surroundings.terminal();
  }

  @Override
  public Integer call() throws CommandFailure {
    HomeCards cards = new HomeCards(common.home(surroundings).folder());
    CardFolder folder = CardChoice.named(name).inserted(cards);
    Optional<PinFile> file = pins.file(surroundings);
    try (OpenCard open = HomeCards.open(folder, List.of())) {
      WimPin pin = wanted(open.wim());
      apply(open.wim().pins(), pin, file);
      terminal.say(sentence(pin));
      return ExitCode.OK.number();
    } catch (CardException e) {
      throw CommandFailure.of(e);
    } catch (WimException e) {
      throw CommandFailure.of(e);
    } finally {
      file.ifPresent(PinFile::close);
    }
  }

  private WimPin wanted(WimCard card) throws WimException, CommandFailure {
    return card.pins().list().stream()
        .filter(pin -> pin.general() != signature)
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.CARD, "The card " + name + " has no PIN for signatures."));
  }

  private void apply(WimPins card, WimPin pin, Optional<PinFile> file)
      throws WimException, CommandFailure {
    if (action != Action.unblock && card.state(pin).blocked()) {
      throw blocked(pin);
    }
    try {
      if (!isRight(card, pin, file)) {
        throw refused(card, pin);
      }
    } catch (WimException e) {
      throw e.reason() == EngineException.Reason.PIN_BLOCKED ? blocked(pin) : CommandFailure.of(e);
    }
  }

  private boolean isRight(WimPins card, WimPin pin, Optional<PinFile> file)
      throws WimException, CommandFailure {
    byte[] old = old(pin, file);
    byte[] replacement = new byte[0];
    try {
      if (action == Action.verify) {
        return card.verify(pin, old);
      }
      replacement = replacement(pin);
      return action == Action.change
          ? card.change(pin, old, replacement)
          : card.unblock(pin, old, replacement);
    } finally {
      Arrays.fill(old, (byte) 0);
      Arrays.fill(replacement, (byte) 0);
    }
  }

  private byte[] old(WimPin pin, Optional<PinFile> file) throws CommandFailure {
    boolean code = action == Action.unblock;
    String what = code ? "unblocking code of \"" : "\"";
    Optional<byte[]> given =
        file.isPresent()
            ? code ? file.get().unblockingCode(kind()) : file.get().pin(kind())
            : terminal.prompt().ask(what + pin.label().strip() + "\" of card " + name + ": ");
    return given.orElseThrow(
        () ->
            new CommandFailure(
                ExitCode.PIN,
                "No "
                    + (code ? "unblocking code" : "PIN")
                    + " was given; type it at a terminal, or name a file with it: --pin-file."));
  }

  private byte[] replacement(WimPin pin) throws CommandFailure {
    byte[] given = newPinFile == null ? askNew(pin) : fromFile();
    if (given.length < pin.minimum() || given.length > pin.stored()) {
      Arrays.fill(given, (byte) 0);
      throw new CommandFailure(
          ExitCode.PIN,
          "The new PIN must have " + pin.minimum() + " to " + pin.stored() + " characters.");
    }
    return given;
  }

  private byte[] askNew(WimPin pin) throws CommandFailure {
    return NewPin.ask(
        terminal, "new \"" + pin.label().strip() + "\", at least " + pin.minimum() + " digits");
  }

  private byte[] fromFile() throws CommandFailure {
    try (PinFile file = PinOptions.read(newPinFile)) {
      return file.pin(kind())
          .orElseThrow(
              () ->
                  new CommandFailure(
                      ExitCode.PIN, "The PIN file " + file + " lacks the new PIN; put it in."));
    }
  }

  private Kind kind() {
    return signature ? Kind.NON_REPUDIATION : Kind.GENERAL;
  }

  private CommandFailure refused(WimPins card, WimPin pin) throws WimException {
    if (action == Action.unblock) {
      return new CommandFailure(
          ExitCode.PIN, "The unblocking code of " + label(pin) + " is wrong: check it.");
    }
    int left = card.state(pin).triesLeft();
    return new CommandFailure(
        ExitCode.PIN,
        "This is not "
            + label(pin)
            + ": it has "
            + left
            + (left == 1 ? " try" : " tries")
            + " left.");
  }

  private CommandFailure blocked(WimPin pin) {
    return new CommandFailure(
        ExitCode.PIN,
        action == Action.unblock
            ? "The unblocking code of " + label(pin) + " was wrong too often: make another card."
            : label(pin) + " is blocked; unblock it with: wtls card pin unblock " + name + ".");
  }

  private String label(WimPin pin) {
    return "\"" + pin.label().strip() + "\" of card " + name;
  }

  private String sentence(WimPin pin) {
    String label = label(pin);
    return switch (action) {
      case verify -> label + " is right";
      case change -> label + " is changed";
      case unblock -> label + " is unblocked and set anew";
    };
  }
}
