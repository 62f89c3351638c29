package wtls.launcher.command;

import java.io.Console;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import wtls.launcher.card.PinPrompt;

/**
 * Where a command writes, and what is known of who reads it.
 *
 * @param out standard output: pages go there octet by octet
 * @param err standard error: all that is said to people by a command whose output is a page
 * @param attached whether a person watches
 * @param unicode whether more than ASCII can be shown
 * @param prompt asks that person for secrets
 */
record Terminal(
    PrintStream out, PrintStream err, boolean attached, boolean unicode, PinPrompt prompt) {

  /** The terminal of this process. */
  static Terminal of(PrintStream out, PrintStream err, Map<String, String> environment) {
    Console console = System.console();
    boolean attached = isAttached(console);
    PinPrompt prompt = attached ? question -> ask(console, question) : PinPrompt.NOBODY;
    return new Terminal(out, err, attached, isUnicode(environment), prompt);
  }

  private static Optional<byte[]> ask(Console console, String question) {
    char[] typed = console.readPassword("%s", question);
    if (typed == null || typed.length == 0) {
      return Optional.empty();
    }
    byte[] octets = new byte[typed.length];
    for (int i = 0; i < typed.length; i++) {
      octets[i] = (byte) typed[i];
    }
    Arrays.fill(typed, '\0');
    return Optional.of(octets);
  }

  /** Since JDK 22 there is a console also without a terminal, and a method that tells. */
  private static boolean isAttached(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** As the C library decides: the first of these that is set names the locale and its charset. */
  private static boolean isUnicode(Map<String, String> environment) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String locale = environment.getOrDefault(name, "").toUpperCase(Locale.ROOT);
      if (!locale.isEmpty()) {
        return locale.contains("UTF-8") || locale.contains("UTF8");
      }
    }
    return false;
  }

  /** Says something to people, on standard error. */
  void say(String line) {
    err.println(line);
  }
}
