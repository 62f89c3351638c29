package wtls.gateway.wsp;

import java.util.Objects;

/**
 * One header in its HTTP form.
 *
 * @param name the field name, an RFC 9110 token
 * @param value the field value: characters U+0020 to U+00FF and tab; each stands for one octet
 */
public record Header(String name, String value) {

  /**
   * @throws IllegalArgumentException when the name is not a token, or the value has a control
   *     character (which could end the header early) or one that is not an octet
   */
  public Header {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    if (!Syntax.isToken(name)) {
      throw new IllegalArgumentException("A header's name must be a token of RFC 9110.");
    }
    if (!Syntax.isText(value)) {
      throw new IllegalArgumentException(
          "The value of header " + name + " has a character that no header may have.");
    }
  }
}
