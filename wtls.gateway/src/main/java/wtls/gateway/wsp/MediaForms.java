package wtls.gateway.wsp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import wtls.protocol.codec.DecodeException;

/** Values that are a name and parameters, or a name and a quality. */
final class MediaForms {
  private MediaForms() {}

  /** A media type or range: Accept and Content-Type (WAP-230 8.4.2.7, 8.4.2.24). */
  record Media() implements ValueForm {
    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      if (in.atText(field)) {
        return in.text(field);
      }
      if (in.peek(field) >= 0x80) {
        return type(field, in);
      }
      WspReader general = in.part(field, in.valueLength(field));
      String type = general.atText(field) ? general.text(field) : type(field, general);
      String parameters = Parameters.decode(field, general, "; ");
      return parameters.isEmpty() ? type : type + "; " + parameters;
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      List<String> parts = Syntax.split(value, ';');
      if (parts.isEmpty()) {
        return Optional.empty();
      }
      WspWriter type = encodedType(parts.get(0));
      List<String> parameters = MediaForms.withoutDefaultQuality(parts);
      if (parameters.isEmpty()) {
        return Optional.of(type);
      }
      return Parameters.encode(parameters, type).map(new WspWriter()::withLength);
    }

    private static WspWriter encodedType(String type) {
      OptionalInt number = AssignedNames.MEDIA_TYPES.number(type);
      return number.isPresent() && number.getAsInt() <= AssignedNames.LAST_SENT_MEDIA_TYPE
          ? new WspWriter().integer(number.getAsInt())
          : new WspWriter().text(type);
    }

    private static String type(String field, WspReader in) throws DecodeException {
      int start = in.offset();
      long number = in.integer(field);
      return AssignedNames.MEDIA_TYPES
          .name(number)
          .orElseThrow(
              () -> new DecodeException(field, start, "has unassigned media type " + number));
    }
  }

  /** Accept-Charset, -Encoding and -Language (WAP-230 8.4.2.8 to 8.4.2.10). */
  record Quality(NumberedNames names) implements ValueForm {
    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      if (in.atText(field)) {
        return in.text(field);
      }
      if (in.peek(field) >= 0x80) {
        return name(field, in);
      }
      WspReader general = in.part(field, in.valueLength(field));
      String name = general.atText(field) ? general.text(field) : name(field, general);
      if (general.atEnd()) {
        return name;
      }
      String q = Parameters.quality(field, general);
      general.expectEnd(field);
      return name + ";q=" + q;
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      List<String> parts = Syntax.split(value, ';');
      if (parts.isEmpty()) {
        return Optional.empty();
      }
      WspWriter name = encodedName(parts.get(0));
      List<String> quality = MediaForms.withoutDefaultQuality(parts);
      if (quality.isEmpty()) {
        return names.number(parts.get(0)).orElse(0) < 0x80
            ? Optional.of(name)
            : Optional.of(new WspWriter().withLength(name));
      }
      if (quality.size() > 1 || !quality.get(0).matches("[qQ] *=.*")) {
        return Optional.empty();
      }
      String q = quality.get(0).substring(quality.get(0).indexOf('=') + 1).trim();
      return Parameters.quality(q)
          .map(encoded -> new WspWriter().withLength(name.octets(encoded.toByteArray())));
    }

    private WspWriter encodedName(String name) {
      OptionalInt number = names.number(name);
      return number.isPresent()
          ? new WspWriter().integer(number.getAsInt())
          : new WspWriter().text(name);
    }

    private String name(String field, WspReader in) throws DecodeException {
      int start = in.offset();
      long number = in.integer(field);
      return names
          .name(number)
          .orElseThrow(() -> new DecodeException(field, start, "has unassigned value " + number));
    }
  }

  /** Content-Disposition (WAP-230 8.4.2.53). */
  record Disposition() implements ValueForm {
    private static final SimpleForms.Token KIND =
        SimpleForms.Token.of("form-data", "attachment", "inline");

    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      WspReader value = in.part(field, in.valueLength(field));
      String kind = KIND.decode(field, value, bodySize);
      String parameters = Parameters.decode(field, value, "; ");
      return parameters.isEmpty() ? kind : kind + "; " + parameters;
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      List<String> parts = Syntax.split(value, ';');
      if (parts.isEmpty()) {
        return Optional.empty();
      }
      return KIND.encode(parts.get(0))
          .flatMap(kind -> Parameters.encode(parts.subList(1, parts.size()), kind))
          .map(new WspWriter()::withLength);
    }
  }

  /** The parameters without a quality of 1, which is the default and never sent (8.4.2.3). */
  private static List<String> withoutDefaultQuality(List<String> parts) {
    return parts.stream().skip(1).filter(part -> !part.matches("[qQ] *= *1(\\.0*)?")).toList();
  }
}
