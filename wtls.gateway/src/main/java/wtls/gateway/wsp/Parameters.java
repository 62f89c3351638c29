package wtls.gateway.wsp;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import wtls.protocol.codec.DecodeException;

/**
 * Parameters of media types, dispositions, challenges and the like (WAP-230 8.4.2.4, table 38).
 * Those of encoding version 1.2 are sent as numbers.
 */
final class Parameters {
  private static final int Q = 0x00;
  private static final int CHARSET = 0x01;
  private static final int LEVEL = 0x02;
  private static final int RELATED_TYPE = 0x09;
  private static final int SECURE = 0x10;
  private static final int LAST_SENT = 0x0B;

  private static final NumberedNames NAMES =
      NumberedNames.from(
          0,
          "q",
          "charset",
          "level",
          "type",
          "-",
          "name",
          "filename",
          "differences",
          "padding",
          "type",
          "start",
          "start-info",
          "comment",
          "domain",
          "max-age",
          "path",
          "secure",
          "sec",
          "mac",
          "creation-date",
          "modification-date",
          "read-date",
          "size",
          "name",
          "filename",
          "start",
          "start-info",
          "comment",
          "domain",
          "path");

  private Parameters() {}

  /** Reads parameters to the end, each with the separator before it. */
  static String decode(String field, WspReader in, String separator) throws DecodeException {
    StringBuilder text = new StringBuilder();
    while (!in.atEnd()) {
      decodeOne(field, in)
          .ifPresent(one -> text.append(text.isEmpty() ? "" : separator).append(one));
    }
    return text.toString();
  }

  /** Writes {@code name=value} items; empty if one is not of that form. */
  static Optional<WspWriter> encode(List<String> items, WspWriter out) {
    for (String item : items) {
      int equals = item.indexOf('=');
      String name = equals < 0 ? item : item.substring(0, equals).trim();
      if (!Syntax.isToken(name)) {
        return Optional.empty();
      }
      encodeOne(name, equals < 0 ? null : item.substring(equals + 1).trim(), out);
    }
    return Optional.of(out);
  }

  /** A quality of at most three digits as a Q-value: octets 1 to 100, else two octets. */
  static Optional<WspWriter> quality(String value) {
    try {
      BigDecimal q = new BigDecimal(value).setScale(3, RoundingMode.HALF_UP);
      int thousandths = q.movePointRight(3).intValueExact();
      if (thousandths < 0 || thousandths >= 1000) {
        return Optional.empty();
      }
      return Optional.of(
          new WspWriter()
              .uintvar(thousandths % 10 == 0 ? thousandths / 10 + 1 : thousandths + 100));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  static String quality(String field, WspReader in) throws DecodeException {
    int start = in.offset();
    long code = in.uintvar(field);
    if (code < 1 || code > 1099) {
      throw new DecodeException(field, start, "is not a quality");
    }
    BigDecimal q =
        code <= 100 ? BigDecimal.valueOf(code - 1, 2) : BigDecimal.valueOf(code - 100, 3);
    return q.signum() == 0 ? "0" : q.stripTrailingZeros().toPlainString();
  }

  private static Optional<String> decodeOne(String field, WspReader in) throws DecodeException {
    if (in.atText(field)) {
      int start = in.offset();
      String name = in.text(field);
      if (!Syntax.isToken(name)) {
        throw new DecodeException(field, start, "has a parameter whose name is not a token");
      }
      String value = in.atText(field) ? textValue(field, in) : Long.toString(in.integer(field));
      return Optional.of(assemble(name, value));
    }
    int start = in.offset();
    long number = in.integer(field);
    String name =
        NAMES
            .name(number)
            .orElseThrow(
                () -> new DecodeException(field, start, "has unassigned parameter " + number));
    return typedValue(field, (int) number, in).map(value -> assemble(name, value));
  }

  /** The value, or empty if it has no name here: a parameter less is better than none read. */
  private static Optional<String> typedValue(String field, int number, WspReader in)
      throws DecodeException {
    if (number == Q) {
      return Optional.of(quality(field, in));
    }
    if (number == SECURE || in.atText(field)) {
      return Optional.of(textValue(field, in));
    }
    return switch (number) {
      case CHARSET -> AssignedNames.CHARACTER_SETS.name(in.integer(field));
      case LEVEL -> Optional.of(Versions.text(field, in));
      case RELATED_TYPE -> AssignedNames.MEDIA_TYPES.name(in.integer(field));
      default -> Optional.of(Long.toString(in.integer(field)));
    };
  }

  private static String assemble(String name, String value) {
    return value.isEmpty() ? name : name + "=" + Syntax.tokenOrQuoted(value);
  }

  /** A Text-value; a Quoted-string has its opening quote only (WAP-230 8.4.2.1). */
  private static String textValue(String field, WspReader in) throws DecodeException {
    String text = in.text(field);
    return text.startsWith("\"") ? text.substring(1) : text;
  }

  private static void encodeOne(String name, String rawValue, WspWriter out) {
    OptionalInt number = NAMES.number(name);
    if (rawValue == null) {
      out.text(name).uint8(0);
      return;
    }
    String value = Syntax.unquote(rawValue);
    if (number.isPresent() && number.getAsInt() <= LAST_SENT) {
      Optional<WspWriter> typed = typed(number.getAsInt(), value);
      if (typed.isPresent()) {
        out.integer(number.getAsInt()).octets(typed.get().toByteArray());
        return;
      }
    }
    out.text(name);
    if (Syntax.isNumber(value) && Long.toString(Long.parseLong(value)).equals(value)) {
      out.integer(Long.parseLong(value));
    } else {
      out.text(Syntax.isToken(value) ? value : '"' + value);
    }
  }

  /** The value as table 38 expects it, or empty: the parameter is then sent by name. */
  private static Optional<WspWriter> typed(int number, String value) {
    return switch (number) {
      case Q -> quality(value);
      case CHARSET -> integer(AssignedNames.CHARACTER_SETS.number(value));
      case LEVEL -> Optional.of(Versions.encode(value));
      case 0x05, 0x06, 0x0A, 0x0B -> Optional.of(new WspWriter().text(value));
      case 0x08 ->
          Syntax.isNumber(value) && Long.parseLong(value) < 0x80
              ? Optional.of(new WspWriter().integer(Long.parseLong(value)))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<WspWriter> integer(OptionalInt value) {
    return value.isPresent()
        ? Optional.of(new WspWriter().integer(value.getAsInt()))
        : Optional.empty();
  }
}
