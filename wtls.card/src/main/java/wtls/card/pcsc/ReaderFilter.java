package wtls.card.pcsc;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which readers to use, by their names. */
final class ReaderFilter {
  private final List<Pattern> names;

  /**
   * @param names each a name, in which * stands for any characters; none for all readers
   */
  ReaderFilter(String... names) {
    this.names = Arrays.stream(names).filter(n -> !n.isBlank()).map(ReaderFilter::glob).toList();
  }

  boolean accepts(String reader) {
    return names.isEmpty() || names.stream().anyMatch(name -> name.matcher(reader).matches());
  }

  private static Pattern glob(String name) {
    return Pattern.compile(
        Arrays.stream(name.trim().split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }
}
