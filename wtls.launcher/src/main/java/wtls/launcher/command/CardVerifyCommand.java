package wtls.launcher.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wtls.api.engine.EncodedCertificate;
import wtls.launcher.signing.BadSignatureException;
import wtls.launcher.signing.SignatureCheck;
import wtls.launcher.signing.SignedAttributes;
import wtls.launcher.signing.SignedContent;
import wtls.protocol.certificate.CertificateFiles;
import wtls.protocol.certificate.ClientIdentity;
import wtls.protocol.codec.DecodeException;

/** Checks a signature. */
@Command(
    name = "verify",
    description =
        "Check a signature that wtls card sign has made, with the certificate in it and the roots"
            + " that are trusted. Needs no card.",
    sortOptions = false,
    footer = {"", "Examples:", "  wtls card verify contract.txt contract.txt.sig"})
final class CardVerifyCommand implements Callable<Integer> {
  private static final int LARGEST_SIGNATURE = 1 << 20;

  private final Surroundings surroundings;
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "FILE", description = "The text.")
  private Path file;

  @Parameters(index = "1", paramLabel = "SIGNATURE", description = "The signature over it.")
  private Path signature;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "Trust the roots in this file instead of those in the home.")
  private Path trust;

  @Mixin private CommonOptions common;

  CardVerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = surroundings.terminal();
  }

  @Override
  public Integer call() throws CommandFailure {
    byte[] text = TextFile.read(file, SignedContent.LARGEST_CONTENT);
    SignedContent signed = readSignature();
    try {
      ClientIdentity signer = SignatureCheck.check(signed, text, roots(), Instant.now());
      String when =
          signed.attributes() instanceof SignedAttributes.Time time ? " at " + time.when() : "";
      terminal.out().println("signed by \"" + signer.subject() + "\"" + when);
      terminal.say("\"" + signer.root() + "\" says so");
      return ExitCode.OK.number();
    } catch (BadSignatureException e) {
      throw new CommandFailure(ExitCode.SIGNATURE, e.getMessage(), e);
    }
  }

  private SignedContent readSignature() throws CommandFailure {
    byte[] octets = TextFile.read(signature, LARGEST_SIGNATURE);
    try {
      String digits = new String(octets, StandardCharsets.US_ASCII).strip();
      return SignedContent.decode(Base64.getDecoder().decode(digits));
    } catch (DecodeException | IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.SIGNATURE, signature + " holds no signature (" + e.getMessage() + ").", e);
    }
  }

  private List<EncodedCertificate> roots() throws CommandFailure {
    Path roots = trust == null ? common.home(surroundings).resolve(HomeFiles.ROOTS) : trust;
    try {
      return CertificateFiles.decode(Files.readAllBytes(roots));
    } catch (IOException | DecodeException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT,
          "The roots in " + roots + " cannot be read; name others with --trust.",
          e);
    }
  }
}
