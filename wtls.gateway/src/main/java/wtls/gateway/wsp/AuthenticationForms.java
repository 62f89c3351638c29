package wtls.gateway.wsp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import wtls.protocol.codec.DecodeException;

/** Credentials and challenges (WAP-230 8.4.2.5). */
final class AuthenticationForms {
  private static final int BASIC = 0x80;

  private AuthenticationForms() {}

  /** Authorization and Proxy-Authorization. */
  record Credentials() implements ValueForm {
    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      WspReader value = in.part(field, in.valueLength(field));
      if (value.peek(field) != BASIC) {
        String scheme = value.text(field);
        return scheme + " " + Parameters.decode(field, value, ", ");
      }
      value.uint8(field);
      String pair = value.text(field) + ":" + value.text(field);
      value.expectEnd(field);
      return "Basic "
          + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      int space = value.indexOf(' ');
      if (space < 0) {
        return Optional.empty();
      }
      String scheme = value.substring(0, space);
      String rest = value.substring(space + 1).trim();
      Optional<WspWriter> out =
          scheme.equalsIgnoreCase("Basic") ? basic(rest) : parameters(scheme, rest);
      return out.map(new WspWriter()::withLength);
    }

    private static Optional<WspWriter> basic(String cookie) {
      try {
        String pair = new String(Base64.getDecoder().decode(cookie), StandardCharsets.ISO_8859_1);
        int colon = pair.indexOf(':');
        return colon < 0 || !Syntax.isText(pair)
            ? Optional.empty()
            : Optional.of(
                new WspWriter()
                    .uint8(BASIC)
                    .text(pair.substring(0, colon))
                    .text(pair.substring(colon + 1)));
      } catch (IllegalArgumentException notBase64) {
        return Optional.empty();
      }
    }

    private static Optional<WspWriter> parameters(String scheme, String rest) {
      List<String> items = Syntax.split(rest, ',');
      boolean named = items.stream().allMatch(item -> item.matches("[^=\\s]+\\s*=[^=].*"));
      return named && Syntax.isToken(scheme)
          ? Parameters.encode(items, new WspWriter().text(scheme))
          : Optional.empty();
    }
  }

  /** WWW-Authenticate and Proxy-Authenticate, of one challenge. */
  record Challenge() implements ValueForm {
    private static final String REALM = "realm=";

    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      WspReader value = in.part(field, in.valueLength(field));
      boolean basic = value.peek(field) == BASIC;
      String scheme = "Basic";
      if (basic) {
        value.uint8(field);
      } else {
        scheme = value.text(field);
      }
      String challenge = scheme + " " + REALM + Syntax.quote(value.text(field));
      if (basic) {
        value.expectEnd(field);
      }
      String parameters = Parameters.decode(field, value, ", ");
      return parameters.isEmpty() ? challenge : challenge + ", " + parameters;
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      int space = value.indexOf(' ');
      List<String> items = Syntax.split(value.substring(space + 1), ',');
      if (space < 0 || !items.get(0).toLowerCase(Locale.ROOT).startsWith(REALM)) {
        return Optional.empty();
      }
      String scheme = value.substring(0, space);
      boolean basic = scheme.equalsIgnoreCase("Basic");
      if (basic ? items.size() > 1 : !Syntax.isToken(scheme)) {
        return Optional.empty();
      }
      WspWriter out = basic ? new WspWriter().uint8(BASIC) : new WspWriter().text(scheme);
      out.text(Syntax.unquote(items.get(0).substring(REALM.length())));
      return Parameters.encode(items.subList(1, items.size()), out)
          .map(new WspWriter()::withLength);
    }
  }
}
