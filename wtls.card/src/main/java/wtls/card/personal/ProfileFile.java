package wtls.card.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines of a profile: {@code key = value}, comments after {@code #} at a line's beginning.
 * Values stay octets, since some are PINs; those that nobody asked for are mistakes.
 */
final class ProfileFile {
  private final String name;
  private final Map<String, byte[]> values = new LinkedHashMap<>();

  private ProfileFile(String name) {
    this.name = name;
  }

  /** Takes the file apart; {@code octets} stay the caller's. */
  static ProfileFile parse(String name, byte[] octets) throws ProfileException {
    ProfileFile file = new ProfileFile(name);
    int line = 1;
    int start = 0;
    for (int at = 0; at <= octets.length; at++) {
      if (at == octets.length || octets[at] == '\n') {
        file.addLine(line++, octets, start, at);
        start = at + 1;
      }
    }
    return file;
  }

  private void addLine(int number, byte[] octets, int from, int to) throws ProfileException {
    int start = skipBlanks(octets, from, to);
    if (start == to || octets[start] == '#' || octets[start] == '!') {
      return;
    }
    int equals = start;
    while (equals < to && octets[equals] != '=') {
      equals++;
    }
    String key = new String(octets, start, equals - start, UTF_8).strip();
    if (equals == to || key.isEmpty()) {
      throw new ProfileException(name, "line " + number, "is not of the form key = value.");
    }
    int first = skipBlanks(octets, equals + 1, to);
    int last = to;
    while (last > first && octets[last - 1] <= ' ' && octets[last - 1] >= 0) {
      last--;
    }
    if (values.put(key, Arrays.copyOfRange(octets, first, last)) != null) {
      throw new ProfileException(name, key, "is there twice: remove one.");
    }
  }

  private static int skipBlanks(byte[] octets, int from, int to) {
    int at = from;
    while (at < to && octets[at] <= ' ' && octets[at] >= 0) {
      at++;
    }
    return at;
  }

  ProfileException wrong(String key, String why) {
    return new ProfileException(name, key, why);
  }

  Optional<String> text(String key) {
    byte[] value = values.remove(key);
    return value == null || value.length == 0
        ? Optional.empty()
        : Optional.of(new String(value, UTF_8));
  }

  List<String> words(String key) {
    return text(key).map(value -> List.of(value.split("[\\s,]+"))).orElse(List.of());
  }

  int number(String key, int otherwise, int least, int most) throws ProfileException {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw wrong(key, "is not a number from " + least + " to " + most + ".");
  }

  boolean yes(String key, boolean otherwise) throws ProfileException {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    return switch (text.get()) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw wrong(key, "is neither yes nor no.");
    };
  }

  /** A PIN or a code of digits; the caller's to wipe. */
  byte[] digits(String key, int least, int most) throws ProfileException {
    byte[] value = values.remove(key);
    if (value == null) {
      throw wrong(key, "is missing: give " + least + " to " + most + " digits.");
    }
    boolean digits = value.length >= least && value.length <= most;
    for (byte octet : value) {
      digits &= octet >= '0' && octet <= '9';
    }
    if (!digits) {
      Arrays.fill(value, (byte) 0);
      throw wrong(key, "does not have " + least + " to " + most + " digits.");
    }
    return value;
  }

  /** Refuses keys that mean nothing: they are likely mistyped. */
  void refuseOthers() throws ProfileException {
    List<String> left = new ArrayList<>(values.keySet());
    if (!left.isEmpty()) {
      throw wrong(left.get(0), "means nothing here: correct its spelling, or remove it.");
    }
  }

  void wipe() {
    values.values().forEach(value -> Arrays.fill(value, (byte) 0));
  }
}
