package wtls.gateway.wsp;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Headers in the order in which they are sent; immutable. Names are compared ignoring case. */
public final class Headers implements Iterable<Header> {
  /** No headers. */
  public static final Headers NONE = new Headers(List.of());

  private final List<Header> list;

  private Headers(List<Header> list) {
    this.list = list;
  }

  /** These headers, copied. */
  public static Headers of(List<Header> headers) {
    return new Headers(List.copyOf(headers));
  }

  /** The same and one more, at the end. */
  public Headers with(String name, String value) {
    List<Header> more = new ArrayList<>(list);
    more.add(new Header(name, value));
    return of(more);
  }

  /** Those that {@code unwanted} is not true of. */
  public Headers without(Predicate<Header> unwanted) {
    return new Headers(list.stream().filter(unwanted.negate()).toList());
  }

  /** Those with another name. */
  public Headers without(String name) {
    return without(header -> header.name().equalsIgnoreCase(name));
  }

  /** The value of the first header with that name. */
  public Optional<String> first(String name) {
    return list.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /** The values of all headers with that name. */
  public List<String> all(String name) {
    return list.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /** How many there are. */
  public int size() {
    return list.size();
  }

  @Override
  public Iterator<Header> iterator() {
    return list.iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Headers that && list.equals(that.list);
  }

  @Override
  public int hashCode() {
    return list.hashCode();
  }

  /** The names only: values can be credentials. */
  @Override
  public String toString() {
    return list.stream().map(Header::name).toList().toString();
  }
}
