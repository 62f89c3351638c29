package wtls.launcher.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import wtls.launcher.service.ServiceException;

/**
 * Finds the command that the arguments ask for, runs it, and turns what comes of it into a code.
 */
final class CommandDispatch {
  private final Surroundings surroundings;

  CommandDispatch(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs one command; never throws. */
  int run(String... arguments) {
    try {
      return commandLine().execute(arguments);
    } finally {
      surroundings.terminal().out().flush();
      surroundings.terminal().err().flush();
    }
  }

  private CommandLine commandLine() {
    CommandLine line =
        new CommandLine(new WtlsCommand())
            .addSubcommand("run", new RunCommand(surroundings))
            .addSubcommand("gateway", new GatewayCommand(surroundings))
            .addSubcommand("get", new GetCommand(surroundings))
            .addSubcommand("card", CardCommand.line(surroundings))
            .addSubcommand("help", new CommandLine.HelpCommand());
    line.setOut(writer(surroundings.terminal().out()));
    line.setErr(writer(surroundings.terminal().err()));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.setParameterExceptionHandler(this::badUsage);
    line.setExecutionExceptionHandler(this::failed);
    line.setUsageHelpWidth(100);
    addExitCodes(line);
    return line;
  }

  private static void addExitCodes(CommandLine line) {
    for (CommandLine sub : line.getSubcommands().values()) {
      sub.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
      sub.getCommandSpec().usageMessage().exitCodeList(ExitCode.table());
      addExitCodes(sub);
    }
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private int badUsage(ParameterException failure, String[] arguments) {
    CommandLine line = failure.getCommandLine();
    String name = line.getCommandSpec().qualifiedName();
    surroundings.terminal().say(name + ": " + sentence(failure));
    if (line.getParent() == null) {
      line.usage(line.getErr());
    } else {
      surroundings.terminal().say("Try '" + name + " --help'.");
    }
    return ExitCode.BAD_USAGE.number();
  }

  private static String sentence(ParameterException failure) {
    boolean topLevel = failure.getCommandLine().getParent() == null;
    return topLevel && failure instanceof UnmatchedArgumentException unmatched
        ? "There is no command '" + unmatched.getUnmatched().get(0) + "'."
        : failure.getMessage();
  }

  private int failed(Exception failure, CommandLine line, ParseResult parsed) {
    String name = line.getCommandSpec().qualifiedName();
    ExitCode code = codeOf(failure);
    if (code == ExitCode.INTERRUPTED) {
      return code.number();
    }
    boolean expected = failure instanceof CommandFailure || failure instanceof ServiceException;
    Terminal terminal = surroundings.terminal();
    terminal.say(name + ": " + (expected ? failure.getMessage() : "internal error: " + failure));
    if (parsed.originalArgs().contains("--verbose")) {
      failure.printStackTrace(terminal.err());
    } else if (!expected) {
      terminal.say("Run it again with --verbose, and report what that says.");
    }
    return code.number();
  }

  private static ExitCode codeOf(Exception failure) {
    if (failure instanceof CommandFailure known) {
      return known.code();
    }
    if (failure instanceof InterruptedException) {
      return ExitCode.INTERRUPTED;
    }
    return failure instanceof ServiceException ? ExitCode.ENVIRONMENT : ExitCode.INTERNAL_ERROR;
  }
}
