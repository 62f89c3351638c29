package wtls.launcher.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which algorithms to negotiate. */
final class SuiteOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description =
          "A key exchange suite such as RSA or ECDH_ECDSA, or a cipher suite such as RC5_CBC/SHA."
              + " Repeat it for more, most preferred first (default: all that policy allows).")
  private List<String> suites = new ArrayList<>();

  @Option(
      names = "--allow-legacy",
      paramLabel = "NAME",
      description =
          "Allow an algorithm that is too weak for use today, by its name, such as RSA_anon or"
              + " DES_CBC. Repeat it for more.")
  private List<String> allowLegacy = new ArrayList<>();

  /** The algorithms asked for; bad names are bad usage. */
  AlgorithmChoice choice() {
    try {
      return AlgorithmChoice.parse(suites, allowLegacy);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
