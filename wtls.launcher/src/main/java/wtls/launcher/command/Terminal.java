package wtls.launcher.command;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command writes, and what is known of who reads it.
 *
 * @param out standard output: pages go there octet by octet
 * @param err standard error: all that is said to people by a command whose output is a page
 * @param attached whether a person watches
 * @param unicode whether more than ASCII can be shown
 */
record Terminal(PrintStream out, PrintStream err, boolean attached, boolean unicode) {

  /** The terminal of this process. */
  static Terminal of(PrintStream out, PrintStream err, Map<String, String> environment) {
    return new Terminal(out, err, isAttached(System.console()), isUnicode(environment));
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
