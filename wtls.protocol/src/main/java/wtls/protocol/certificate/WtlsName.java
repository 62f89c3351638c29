package wtls.protocol.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import wtls.protocol.handshake.Identifier;

/**
 * A subject or issuer in the naming convention of WAP-261 10.5.2: fields with {@code "; "} between
 * them, any of which may be empty.
 *
 * @param service the name of the service
 * @param organization whose service it is
 * @param country two letters
 * @param commonName for a server, its host name or address; may be absent: empty
 * @param extensions further attributes
 */
public record WtlsName(
    String service,
    String organization,
    String country,
    String commonName,
    List<Extension> extensions) {

  /** The extension that an authority below a root must have. */
  public static final Extension CA = new Extension("T", "ca");

  /**
   * An attribute {@code type=value}.
   *
   * @param type empty when there was no equals sign
   */
  public record Extension(String type, String value) {
    public Extension {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(value, "value");
    }
  }

  public WtlsName {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(country, "country");
    Objects.requireNonNull(commonName, "commonName");
    extensions = List.copyOf(extensions);
  }

  /** The name of a server. */
  public static WtlsName server(String service, String organization, String country, String host) {
    return new WtlsName(service, organization, country, host, List.of());
  }

  /** The name of an authority: it may sign certificates. */
  public static WtlsName authority(String service, String organization, String country) {
    return new WtlsName(service, organization, country, "", List.of(CA));
  }

  /** The name in an identifier; empty when that is not text. */
  public static Optional<WtlsName> of(Identifier identifier) {
    return identifier instanceof Identifier.Text text
        ? Optional.of(parse(text.text()))
        : Optional.empty();
  }

  /** Parses any text: fields that it lacks are empty. */
  public static WtlsName parse(String text) {
    List<String> fields = split(text);
    List<Extension> extensions = new ArrayList<>();
    for (String field : fields.subList(Math.min(4, fields.size()), fields.size())) {
      int equals = field.indexOf('=');
      String type = equals < 0 ? "" : field.substring(0, equals);
      extensions.add(new Extension(type, field.substring(equals + 1)));
    }
    return new WtlsName(
        field(fields, 0), field(fields, 1), field(fields, 2), field(fields, 3), extensions);
  }

  /** Whether it may sign certificates: it has the extension {@code T=ca}. */
  public boolean isCa() {
    return extensions.contains(CA);
  }

  /** The text of the name. */
  public String format() {
    StringBuilder text = new StringBuilder();
    append(text, service);
    append(text.append("; "), organization);
    append(text.append("; "), country);
    if (!commonName.isEmpty() || !extensions.isEmpty()) {
      append(text.append("; "), commonName);
    }
    for (Extension extension : extensions) {
      text.append("; ");
      append(text, extension.type.isEmpty() ? "" : extension.type + "=");
      append(text, extension.value);
    }
    return text.toString();
  }

  /** The name as certificates carry it, in UTF-8. */
  public Identifier toIdentifier() {
    return Identifier.Text.of(format());
  }

  private static String field(List<String> fields, int index) {
    return index < fields.size() ? fields.get(index) : "";
  }

  /** Splits at single semicolons, each with at most one space after it; doubled ones are text. */
  private static List<String> split(String text) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ';') {
        field.append(c);
      } else if (i + 1 < text.length() && text.charAt(i + 1) == ';') {
        field.append(c);
        i++;
      } else {
        fields.add(field.toString());
        field.setLength(0);
        i += i + 1 < text.length() && text.charAt(i + 1) == ' ' ? 1 : 0;
      }
    }
    fields.add(field.toString());
    return fields;
  }

  private static void append(StringBuilder text, String field) {
    text.append(field.replace(";", ";;"));
  }
}
