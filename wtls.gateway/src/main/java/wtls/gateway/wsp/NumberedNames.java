package wtls.gateway.wsp;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** An immutable table of assigned numbers; names are found ignoring case. */
final class NumberedNames {
  private final Map<Integer, String> names = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  private NumberedNames() {}

  /** Numbers from {@code first} on, in order; {@code -} stands for one that is not assigned. */
  static NumberedNames from(int first, List<String> names) {
    NumberedNames table = new NumberedNames();
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).equals("-")) {
        table.put(first + i, names.get(i));
      }
    }
    return table;
  }

  static NumberedNames from(int first, String... names) {
    return from(first, List.of(names));
  }

  /** One more row. The first name of a number is the one it is read as; the first number counts. */
  NumberedNames and(int number, String name) {
    NumberedNames more = new NumberedNames();
    more.names.putAll(names);
    more.numbers.putAll(numbers);
    more.put(number, name);
    return more;
  }

  Optional<String> name(long number) {
    return number > Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.ofNullable(names.get((int) number));
  }

  OptionalInt number(String name) {
    Integer number = numbers.get(name.toLowerCase(Locale.ROOT));
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private void put(int number, String name) {
    names.putIfAbsent(number, name);
    numbers.putIfAbsent(name.toLowerCase(Locale.ROOT), number);
  }
}
