package wtls.gateway.wsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import wtls.protocol.codec.DecodeException;

/** The headers of a PDU, one after another (WAP-230 8.4.1, 8.4.2.6). */
final class HeaderBlock {
  private static final int MAX_HEADERS = 512;
  private static final int SHIFT = 127;
  private static final int MAX_SHORT_CUT_SHIFT = 31;
  private static final int DEFAULT_PAGE = 1;
  private static final ValueForm CONTENT_TYPE = Fields.of(Fields.CONTENT_TYPE).get().form().get();

  private static final ValueForm TEXT = new SimpleForms.Text();

  private final boolean strict;
  private final List<Header> headers = new ArrayList<>();

  private HeaderBlock(boolean strict) {
    this.strict = strict;
  }

  /**
   * Reads headers to the end.
   *
   * @param bodySize octets of the body that follows
   * @param strict whether a binary header that is not understood is an error, as for a server
   *     (WAP-230 8.4.2.70), or passed over
   */
  static List<Header> decode(WspReader in, int bodySize, boolean strict) throws DecodeException {
    HeaderBlock block = new HeaderBlock(strict);
    int page = DEFAULT_PAGE;
    while (!in.atEnd()) {
      int start = in.offset();
      int first = in.peek("header");
      if (first == SHIFT || first >= 1 && first <= MAX_SHORT_CUT_SHIFT) {
        in.uint8("header");
        page = first == SHIFT ? in.uint8("header code page") : first;
      } else if (first >= 0x80) {
        in.uint8("header");
        block.wellKnown(page, first & 0x7F, start, in, bodySize);
      } else {
        block.application(in);
      }
      if (block.headers.size() > MAX_HEADERS) {
        throw new DecodeException("headers", start, "are more than " + MAX_HEADERS);
      }
    }
    return block.headers;
  }

  /** Reads a Content-Type-value (WAP-230 8.4.2.24). */
  static String contentType(WspReader in) throws DecodeException {
    return CONTENT_TYPE.decode("Content-Type", in.fieldValue("Content-Type"), 0);
  }

  /** A Content-Type-value; without its parameters if WSP cannot express them. */
  static byte[] contentType(String value) {
    int end = value.indexOf(';');
    String bare = (end < 0 ? value : value.substring(0, end)).trim();
    return CONTENT_TYPE
        .encode(value)
        .orElseGet(() -> new WspWriter().text(bare.isEmpty() ? "*/*" : bare))
        .toByteArray();
  }

  static void encode(Iterable<Header> headers, WspWriter out) {
    for (Header header : headers) {
      Optional<Fields.Field> field = Fields.sent(header.name());
      if (field.isPresent() && field.get().list()) {
        Syntax.split(header.value(), ',')
            .forEach(value -> encode(header.name(), value, field, out));
      } else {
        encode(header.name(), header.value().trim(), field, out);
      }
    }
  }

  private static void encode(
      String name, String value, Optional<Fields.Field> field, WspWriter out) {
    Optional<WspWriter> encoded =
        field.flatMap(Fields.Field::form).flatMap(form -> form.encode(value));
    if (encoded.isPresent()) {
      out.integer(field.get().number()).octets(encoded.get().toByteArray());
    } else {
      out.text(name).text(value);
    }
  }

  private void wellKnown(int page, int number, int start, WspReader in, int bodySize)
      throws DecodeException {
    Optional<Fields.Field> field = page == DEFAULT_PAGE ? Fields.of(number) : Optional.empty();
    String name = field.map(Fields.Field::name).orElse("header");
    WspReader value = in.fieldValue(name);
    if (field.isEmpty()) {
      if (strict) {
        throw new DecodeException(
            "header", start, "has unassigned field " + number + " of code page " + page);
      }
      return;
    }
    if (field.get().form().isPresent()) {
      add(name, field.get().form().get(), value, bodySize);
    }
  }

  private void add(String name, ValueForm form, WspReader value, int bodySize)
      throws DecodeException {
    try {
      String text = form.decode(name, value, bodySize);
      value.expectEnd(name);
      headers.add(new Header(name, text));
    } catch (DecodeException malformed) {
      if (strict) {
        throw malformed;
      }
    }
  }

  private void application(WspReader in) throws DecodeException {
    int start = in.offset();
    String name = in.text("header name");
    if (!Syntax.isToken(name)) {
      throw new DecodeException("header name", start, "is not a token");
    }
    add(name, TEXT, in.fieldValue(name), 0);
  }
}
