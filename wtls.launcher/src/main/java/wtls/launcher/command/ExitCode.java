package wtls.launcher.command;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a command tells the script that called it. */
enum ExitCode {
  OK(0, "all went well"),
  INTERNAL_ERROR(1, "an error in this program"),
  BAD_USAGE(2, "bad usage"),
  UNREACHABLE(3, "the gateway cannot be reached, or stopped answering"),
  REFUSED(4, "the handshake was refused, by the gateway or by this side"),
  UNTRUSTED(5, "the gateway's certificate is not trusted"),
  ORIGIN_ERROR(6, "the origin answered with an error"),
  ENVIRONMENT(7, "something on this machine is in the way: a port, a file, the home folder"),
  CARD(8, "the card is missing, in use, or cannot do it"),
  PIN(9, "a PIN is missing, wrong or blocked"),
  SIGNATURE(10, "a signature is wrong, or its signer is not trusted"),
  INTERRUPTED(130, "interrupted");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  int number() {
    return number;
  }

  /** The table that each command's help shows. */
  static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    for (ExitCode code : values()) {
      table.put(String.valueOf(code.number), code.meaning);
    }
    return table;
  }
}
