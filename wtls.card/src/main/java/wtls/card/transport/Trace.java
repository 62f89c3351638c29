package wtls.card.transport;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Commands and responses in the order they were exchanged, and their text form: a line {@code >}
 * with the command in hex, a line {@code <} with the response; in hex, spaces do not matter. What
 * follows {@code #} is for people. Complete and thus secret: for tests, never for logs.
 *
 * @param exchanges in order
 */
public record Trace(List<Exchange> exchanges) {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /**
   * One command and its response; arrays are not copied.
   *
   * @param command as sent
   * @param response as received, with its status word
   */
  public record Exchange(byte[] command, byte[] response) {
    public Exchange {
      Objects.requireNonNull(command, "command");
      Objects.requireNonNull(response, "response");
    }

    @Override
    public String toString() {
      return command.length + " octets, then " + response.length;
    }
  }

  public Trace {
    exchanges = List.copyOf(exchanges);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException with the number of the line that is not of this form
   */
  public static Trace parse(String text) {
    List<Exchange> exchanges = new ArrayList<>();
    byte[] command = null;
    int number = 0;
    for (String whole : text.lines().toList()) {
      number++;
      String line = whole.replaceFirst("#.*", "").replaceAll("\\s", "");
      if (line.isEmpty()) {
        continue;
      }
      boolean expected = command == null ? line.charAt(0) == '>' : line.charAt(0) == '<';
      if (!expected) {
        throw new IllegalArgumentException(
            "Line " + number + " of the trace should begin with " + (command == null ? ">" : "<"));
      }
      byte[] octets = hex(line.substring(1), number);
      if (command == null) {
        command = octets;
      } else {
        exchanges.add(new Exchange(command, octets));
        command = null;
      }
    }
    if (command != null) {
      throw new IllegalArgumentException("The trace ends with a command: add its response.");
    }
    return new Trace(exchanges);
  }

  private static byte[] hex(String digits, int line) {
    try {
      return HEX.parseHex(digits);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Line " + line + " of the trace is not hex.", e);
    }
  }

  /** The text form. */
  public String format() {
    StringBuilder text = new StringBuilder();
    for (Exchange exchange : exchanges) {
      text.append("> ").append(HEX.formatHex(exchange.command())).append('\n');
      text.append("< ").append(HEX.formatHex(exchange.response())).append('\n');
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "trace of " + exchanges.size() + " commands";
  }
}
