package wtls.gateway.wsp;

import java.util.ArrayList;
import java.util.List;

/** The little of RFC 9110's grammar that headers need: tokens, text, quoted strings and lists. */
final class Syntax {
  private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t";

  private Syntax() {}

  static boolean isToken(String value) {
    return !value.isEmpty()
        && value.chars().allMatch(c -> c > 32 && c < 127 && SEPARATORS.indexOf(c) < 0);
  }

  /** Whether all characters are octets other than controls; a tab is allowed. */
  static boolean isText(String value) {
    return value.chars().allMatch(c -> c >= 32 && c <= 255 && c != 127 || c == '\t');
  }

  static boolean isUri(String value) {
    return value.chars().allMatch(c -> c > 32 && c <= 255 && c != 127);
  }

  static boolean isNumber(String value) {
    return !value.isEmpty()
        && value.length() <= 18
        && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  static void requireOctet(int value, String what) {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException("A " + what + " is within 0 to 255, not " + value + ".");
    }
  }

  /** The parts between separators outside of quotes, trimmed; empty ones are left out. */
  static List<String> split(String value, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        addPart(value.substring(start, i), parts);
        start = i + 1;
      }
    }
    addPart(value.substring(start), parts);
    return parts;
  }

  private static void addPart(String part, List<String> parts) {
    String trimmed = part.trim();
    if (!trimmed.isEmpty()) {
      parts.add(trimmed);
    }
  }

  /** The content of a quoted string without its quotes and escapes; anything else as it is. */
  static String unquote(String value) {
    if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
      return value;
    }
    StringBuilder content = new StringBuilder();
    for (int i = 1; i < value.length() - 1; i++) {
      if (value.charAt(i) == '\\' && i < value.length() - 2) {
        i++;
      }
      content.append(value.charAt(i));
    }
    return content.toString();
  }

  /** A quoted string with that content. */
  static String quote(String content) {
    return '"' + content.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The value itself if it is a token, else a quoted string. */
  static String tokenOrQuoted(String content) {
    return isToken(content) ? content : quote(content);
  }
}
