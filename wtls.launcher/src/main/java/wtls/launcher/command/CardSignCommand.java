package wtls.launcher.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wtls.api.card.CardException;
import wtls.card.simulator.CardFolder;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;
import wtls.card.wim.WimKey;
import wtls.launcher.card.HomeCards;
import wtls.launcher.card.HomeCards.OpenCard;
import wtls.launcher.card.PinFile;
import wtls.launcher.signing.SignatureScheme;
import wtls.launcher.signing.SignedAttributes;
import wtls.launcher.signing.SignedContent;

/** Signs a text. */
@Command(
    name = "sign",
    description = {
      "Sign a text with the card's key for that, as WMLScript's Crypto.signText does.",
      "",
      "Shows the text, and asks for the PIN for signatures each time. The signature holds the text"
          + " and the signer's certificate; it goes to FILE.sig, in base64."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  wtls card sign contract.txt",
      "  wtls card sign contract.txt --card alice --output - > signature"
    })
final class CardSignCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The text, in UTF-8.")
  private Path file;

  @Mixin private CardChoice choice;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the signature goes; - is standard output (default: FILE.sig).")
  private String output;

  @Mixin private PinOptions pins;
  @Mixin private CommonOptions common;

  CardSignCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = surroundings.terminal();
  }

  @Override
  public Integer call() throws CommandFailure {
    byte[] text = TextFile.read(file, SignedContent.LARGEST_CONTENT);
    HomeCards cards = new HomeCards(common.home(surroundings).folder());
    CardFolder folder = choice.inserted(cards);
    Optional<PinFile> pinFile = pins.file(surroundings);
    try (OpenCard open = HomeCards.open(folder, List.of(PinOptions.entry(pinFile, terminal)))) {
      show(text, folder);
      write(sign(open.wim(), text));
      return ExitCode.OK.number();
    } catch (CardException e) {
      throw CommandFailure.of(e);
    } catch (WimException e) {
      throw CommandFailure.of(e);
    } finally {
      pinFile.ifPresent(PinFile::close);
    }
  }

  private void show(byte[] text, CardFolder card) {
    terminal.say("to be signed with card " + card.name() + ":");
    TextFile.displayed(text).lines().forEach(line -> terminal.say("| " + line));
  }

  private static SignedContent sign(WimCard card, byte[] text) throws WimException, CommandFailure {
    WimKey key =
        card.directory().keys().stream()
            .filter(k -> k.nonRepudiation() && k.signs())
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.CARD, "The card has no key for signatures over text."));
    SignatureScheme scheme =
        key.rsa() ? SignatureScheme.RSA_SHA_PKCS1 : SignatureScheme.ECDSA_SHA_P1363;
    SignedAttributes when = new SignedAttributes.Time(Instant.now());
    byte[] signature = card.keys().sign(key, SignedContent.toBeSigned(scheme, when, text));
    return new SignedContent(
        scheme,
        signature,
        Optional.of(key.id()),
        card.directory().chain(key),
        Optional.of(text),
        when);
  }

  private void write(SignedContent signed) throws CommandFailure {
    String line = Base64.getEncoder().encodeToString(signed.encode());
    if ("-".equals(output)) {
      terminal.out().println(line);
      return;
    }
    Path to = output == null ? file.resolveSibling(file.getFileName() + ".sig") : Path.of(output);
    try {
      Files.writeString(to, line + "\n", StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT, to + " cannot be written; name another with --output.", e);
    }
    terminal.say("signed; the signature is in " + to);
  }
}
