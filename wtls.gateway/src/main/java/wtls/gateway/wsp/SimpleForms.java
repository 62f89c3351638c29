package wtls.gateway.wsp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import wtls.protocol.codec.DecodeException;

/** Values of one part: texts, integers, dates, tokens and field names. */
final class SimpleForms {
  /** The IMF-fixdate of RFC 9110 5.6.7. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** The end of the year 9999, after which HTTP has no dates. */
  private static final long LAST_DATE = 253_402_300_799L;

  private SimpleForms() {}

  /** A Text-string, for texts and URIs. */
  record Text() implements ValueForm {
    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      return in.text(field);
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      return Optional.of(new WspWriter().text(value));
    }
  }

  /** An Integer-value. */
  record Number() implements ValueForm {
    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      return Long.toString(in.integer(field));
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      return Syntax.isNumber(value)
          ? Optional.of(new WspWriter().integer(Long.parseLong(value)))
          : Optional.empty();
    }
  }

  /** A Date-value: seconds since 1970 (WAP-230 8.4.2.3). */
  record Date() implements ValueForm {
    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      return date(field, in);
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      return seconds(value).map(seconds -> new WspWriter().longInteger(seconds));
    }
  }

  /** A Date-value or a Text-string, as If-Range has. */
  record DateOrText() implements ValueForm {
    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      return in.atText(field) ? in.text(field) : date(field, in);
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      return new Date().encode(value).or(() -> new Text().encode(value));
    }
  }

  /** A number that stands for one of a few tokens, or another token as text. */
  record Token(NumberedNames tokens) implements ValueForm {
    static Token of(String... tokens) {
      return new Token(NumberedNames.from(0, tokens));
    }

    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      if (in.atText(field)) {
        return in.text(field);
      }
      int start = in.offset();
      long number = in.integer(field);
      return tokens
          .name(number)
          .orElseThrow(() -> new DecodeException(field, start, "has unassigned value " + number));
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      OptionalInt number = tokens.number(value);
      if (number.isPresent()) {
        return Optional.of(new WspWriter().integer(number.getAsInt()));
      }
      return Syntax.isToken(value) ? new Text().encode(value) : Optional.empty();
    }
  }

  /** The sixteen octets of an MD5 digest, in HTTP in base64 (WAP-230 8.4.2.22). */
  record Digest() implements ValueForm {
    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      WspReader digest = in.part(field, in.valueLength(field));
      String value = Base64.getEncoder().encodeToString(digest.octets(field, 16));
      digest.expectEnd(field);
      return value;
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      try {
        byte[] digest = Base64.getDecoder().decode(value);
        return digest.length == 16
            ? Optional.of(new WspWriter().withLength(new WspWriter().octets(digest)))
            : Optional.empty();
      } catch (IllegalArgumentException notBase64) {
        return Optional.empty();
      }
    }
  }

  /** An HTTP-date for a Date-value. */
  static String date(String field, WspReader in) throws DecodeException {
    int start = in.offset();
    long seconds = in.integer(field);
    if (seconds > LAST_DATE) {
      throw new DecodeException(field, start, "is a date after the year 9999");
    }
    return HTTP_DATE.format(Instant.ofEpochSecond(seconds));
  }

  /** The seconds of an HTTP-date since 1970, if it is one. */
  static Optional<Long> seconds(String date) {
    try {
      long seconds =
          DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from).getEpochSecond();
      return seconds < 0 ? Optional.empty() : Optional.of(seconds);
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }
}
