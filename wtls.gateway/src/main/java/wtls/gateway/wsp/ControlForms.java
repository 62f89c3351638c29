package wtls.gateway.wsp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import wtls.protocol.codec.DecodeException;

/** Values with a grammar of their own: caching, ranges, times and warnings. */
final class ControlForms {
  private ControlForms() {}

  /** Cache-Control (WAP-230 8.4.2.15). */
  record CacheControl() implements ValueForm {
    private static final NumberedNames DIRECTIVES =
        NumberedNames.from(
            0,
            "no-cache",
            "no-store",
            "max-age",
            "max-stale",
            "min-fresh",
            "only-if-cached",
            "public",
            "private",
            "no-transform",
            "must-revalidate",
            "proxy-revalidate",
            "s-maxage");
    private static final SimpleForms.Token DIRECTIVE = new SimpleForms.Token(DIRECTIVES);

    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      if (in.atText(field) || in.peek(field) >= 0x80) {
        return DIRECTIVE.decode(field, in, bodySize);
      }
      WspReader value = in.part(field, in.valueLength(field));
      boolean named = value.atText(field);
      String directive = DIRECTIVE.decode(field, value, bodySize);
      if (directive.equals("no-cache") || directive.equals("private")) {
        return directive + "=" + Syntax.quote(fieldNames(field, value));
      }
      String argument =
          named && value.atText(field) ? value.text(field) : Long.toString(value.integer(field));
      value.expectEnd(field);
      return directive + "=" + (argument.startsWith("\"") ? argument + '"' : argument);
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      int equals = value.indexOf('=');
      if (equals < 0) {
        return DIRECTIVE.encode(value);
      }
      String directive = value.substring(0, equals).trim().toLowerCase(Locale.ROOT);
      String argument = Syntax.unquote(value.substring(equals + 1).trim());
      return DIRECTIVE
          .encode(directive)
          .flatMap(out -> argument(directive, argument, out))
          .map(new WspWriter()::withLength);
    }

    private static Optional<WspWriter> argument(String directive, String argument, WspWriter out) {
      if (directive.equals("no-cache") || directive.equals("private")) {
        for (String name : Syntax.split(argument, ',')) {
          OptionalInt number = Fields.sentNumber(name);
          if (number.isPresent()) {
            out.integer(number.getAsInt());
          } else {
            out.text(name);
          }
        }
        return Optional.of(out);
      }
      if (Syntax.isNumber(argument)) {
        return Optional.of(out.integer(Long.parseLong(argument)));
      }
      // A directive with a number has seconds and nothing else; others may have any text.
      return DIRECTIVES.number(directive).isPresent()
          ? Optional.empty()
          : Optional.of(out.text(Syntax.isToken(argument) ? argument : '"' + argument));
    }

    private static String fieldNames(String field, WspReader in) throws DecodeException {
      StringBuilder names = new StringBuilder();
      while (!in.atEnd()) {
        names.append(names.isEmpty() ? "" : ", ").append(Fields.readName(field, in));
      }
      return names.toString();
    }
  }

  /** Pragma (WAP-230 8.4.2.38). */
  record Pragma() implements ValueForm {
    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      if (in.peek(field) == 0x80) {
        in.uint8(field);
        return "no-cache";
      }
      return Parameters.decode(field, in.part(field, in.valueLength(field)), ", ");
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      return value.equalsIgnoreCase("no-cache")
          ? Optional.of(new WspWriter().uint8(0x80))
          : Parameters.encode(List.of(value), new WspWriter()).map(new WspWriter()::withLength);
    }
  }

  /** Range, of one part (WAP-230 8.4.2.42). */
  record Range() implements ValueForm {
    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      WspReader value = in.part(field, in.valueLength(field));
      int start = value.offset();
      int kind = value.uint8(field);
      if (kind != 0x80 && kind != 0x81) {
        throw new DecodeException(field, start, "is neither a range nor a suffix");
      }
      String text =
          kind == 0x81
              ? "bytes=-" + value.uintvar(field)
              : "bytes=" + value.uintvar(field) + "-" + (value.atEnd() ? "" : value.uintvar(field));
      value.expectEnd(field);
      return text;
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      if (!value.matches("bytes=(\\d{1,9}-\\d{0,9}|-\\d{1,9})")) {
        return Optional.empty();
      }
      String range = value.substring("bytes=".length());
      int dash = range.indexOf('-');
      WspWriter out = new WspWriter().uint8(dash == 0 ? 0x81 : 0x80);
      for (String bound : List.of(range.substring(0, dash), range.substring(dash + 1))) {
        if (!bound.isEmpty()) {
          out.uintvar(Long.parseLong(bound));
        }
      }
      return Optional.of(new WspWriter().withLength(out));
    }
  }

  /** Content-Range, whose end follows from the size of the body (WAP-230 8.4.2.23). */
  record ContentRange() implements ValueForm {
    private static final int UNKNOWN = 0x80;

    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      WspReader value = in.part(field, in.valueLength(field));
      long first = value.uintvar(field);
      boolean unknown = value.peek(field) == UNKNOWN;
      String size = unknown ? "*" : Long.toString(value.uintvar(field));
      if (unknown) {
        value.uint8(field);
      }
      value.expectEnd(field);
      return bodySize == 0
          ? "bytes */" + size
          : "bytes " + first + "-" + (first + bodySize - 1) + "/" + size;
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      if (!value.matches("bytes (\\d{1,9}-\\d{1,9}|\\*)/(\\d{1,9}|\\*)")) {
        return Optional.empty();
      }
      String range = value.substring("bytes ".length());
      String size = range.substring(range.indexOf('/') + 1);
      WspWriter out = new WspWriter();
      out.uintvar(
          range.startsWith("*") ? 0 : Long.parseLong(range.substring(0, range.indexOf('-'))));
      if (size.equals("*")) {
        out.uint8(UNKNOWN);
      } else {
        out.uintvar(Long.parseLong(size));
      }
      return Optional.of(new WspWriter().withLength(out));
    }
  }

  /** Retry-After (WAP-230 8.4.2.44). */
  record RetryAfter() implements ValueForm {
    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      WspReader value = in.part(field, in.valueLength(field));
      int start = value.offset();
      int kind = value.uint8(field);
      if (kind != 0x80 && kind != 0x81) {
        throw new DecodeException(field, start, "is neither a time nor a number of seconds");
      }
      String text =
          kind == 0x80 ? SimpleForms.date(field, value) : Long.toString(value.integer(field));
      value.expectEnd(field);
      return text;
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      Optional<WspWriter> out =
          Syntax.isNumber(value)
              ? Optional.of(new WspWriter().uint8(0x81).integer(Long.parseLong(value)))
              : SimpleForms.seconds(value).map(s -> new WspWriter().uint8(0x80).longInteger(s));
      return out.map(new WspWriter()::withLength);
    }
  }

  /** Warning, by its two-digit codes (WAP-230 8.4.2.51, table 43). */
  record Warning() implements ValueForm {
    private static final NumberedNames CODES =
        NumberedNames.from(10, "110", "111", "112", "113", "214").and(99, "199").and(99, "299");

    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      if (in.peek(field) >= 0x80) {
        return code(field, in) + " - \"\"";
      }
      WspReader value = in.part(field, in.valueLength(field));
      String text = code(field, value) + " " + value.text(field);
      text += " " + Syntax.quote(value.text(field));
      value.expectEnd(field);
      return text;
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      List<String> parts = Syntax.split(value, ' ');
      if (parts.size() != 3 || CODES.number(parts.get(0)).isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new WspWriter()
              .withLength(
                  new WspWriter()
                      .integer(CODES.number(parts.get(0)).getAsInt())
                      .text(parts.get(1))
                      .text(Syntax.unquote(parts.get(2)))));
    }

    private static String code(String field, WspReader in) throws DecodeException {
      long number = in.integer(field);
      return CODES.name(number).orElse(Long.toString(number));
    }
  }

  /** Encoding-Version, of this page or another (WAP-230 8.4.2.70). */
  record EncodingVersion() implements ValueForm {
    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      if (in.atText(field) || in.peek(field) >= 0x80) {
        return Versions.text(field, in);
      }
      WspReader value = in.part(field, in.valueLength(field));
      String page = Long.toHexString(value.integer(field));
      return value.atEnd() ? page + " " : page + " " + Versions.text(field, value);
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      return value.indexOf(' ') < 0 ? Optional.of(Versions.encode(value)) : Optional.empty();
    }
  }
}
