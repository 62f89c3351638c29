package wtls.gateway.wsp;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import wtls.protocol.codec.DecodeException;

/** The field names of code page 1 and the grammar of each one's values (WAP-230 table 39). */
final class Fields {
  /** Content-Type, which has a place of its own in most PDUs. */
  static final int CONTENT_TYPE = 0x11;

  /** The last field of encoding version 1.2, apart from Encoding-Version itself: later is text. */
  private static final int LAST_SENT = 0x37;

  private static final int ENCODING_VERSION = 0x43;

  /**
   * One field.
   *
   * @param list whether HTTP allows several values between commas, which then become several
   *     headers (WAP-230 8.4.1.3)
   * @param form the values' grammar; empty where a value has no HTTP form, or one that only serves
   *     the hop between client and gateway
   */
  record Field(int number, String name, boolean list, Optional<ValueForm> form) {}

  private static final ValueForm TEXT = new SimpleForms.Text();
  private static final ValueForm NUMBER = new SimpleForms.Number();
  private static final ValueForm DATE = new SimpleForms.Date();
  private static final ValueForm CACHE_CONTROL = new ControlForms.CacheControl();
  private static final ValueForm FIELD_NAME = new FieldName();
  private static final ValueForm METHOD = new MethodName();
  private static final ValueForm CREDENTIALS = new AuthenticationForms.Credentials();
  private static final ValueForm CHALLENGE = new AuthenticationForms.Challenge();
  private static final ValueForm MEDIA = new MediaForms.Media();

  private static final List<Field> ALL =
      List.of(
          list(0x00, "Accept", MEDIA),
          list(0x01, "Accept-Charset", new MediaForms.Quality(AssignedNames.CHARACTER_SETS)),
          list(0x02, "Accept-Encoding", new MediaForms.Quality(AssignedNames.CODINGS)),
          list(0x03, "Accept-Language", new MediaForms.Quality(AssignedNames.LANGUAGES)),
          list(0x04, "Accept-Ranges", SimpleForms.Token.of("none", "bytes")),
          one(0x05, "Age", NUMBER),
          list(0x06, "Allow", METHOD),
          one(0x07, "Authorization", CREDENTIALS),
          list(0x08, "Cache-Control", CACHE_CONTROL),
          list(0x09, "Connection", SimpleForms.Token.of("close")),
          one(0x0A, "Content-Base", TEXT),
          list(0x0B, "Content-Encoding", new SimpleForms.Token(AssignedNames.CODINGS)),
          list(0x0C, "Content-Language", new SimpleForms.Token(AssignedNames.LANGUAGES)),
          one(0x0D, "Content-Length", NUMBER),
          one(0x0E, "Content-Location", TEXT),
          one(0x0F, "Content-MD5", new SimpleForms.Digest()),
          one(0x10, "Content-Range", new ControlForms.ContentRange()),
          one(CONTENT_TYPE, "Content-Type", MEDIA),
          one(0x12, "Date", DATE),
          one(0x13, "ETag", TEXT),
          one(0x14, "Expires", DATE),
          one(0x15, "From", TEXT),
          one(0x16, "Host", TEXT),
          one(0x17, "If-Modified-Since", DATE),
          list(0x18, "If-Match", TEXT),
          list(0x19, "If-None-Match", TEXT),
          one(0x1A, "If-Range", new SimpleForms.DateOrText()),
          one(0x1B, "If-Unmodified-Since", DATE),
          one(0x1C, "Location", TEXT),
          one(0x1D, "Last-Modified", DATE),
          one(0x1E, "Max-Forwards", NUMBER),
          list(0x1F, "Pragma", new ControlForms.Pragma()),
          one(0x20, "Proxy-Authenticate", CHALLENGE),
          one(0x21, "Proxy-Authorization", CREDENTIALS),
          list(0x22, "Public", METHOD),
          one(0x23, "Range", new ControlForms.Range()),
          one(0x24, "Referer", TEXT),
          one(0x25, "Retry-After", new ControlForms.RetryAfter()),
          one(0x26, "Server", TEXT),
          list(0x27, "Transfer-Encoding", SimpleForms.Token.of("chunked")),
          list(0x28, "Upgrade", TEXT),
          one(0x29, "User-Agent", TEXT),
          list(0x2A, "Vary", FIELD_NAME),
          list(0x2B, "Via", TEXT),
          list(0x2C, "Warning", new ControlForms.Warning()),
          one(0x2D, "WWW-Authenticate", CHALLENGE),
          one(0x2E, "Content-Disposition", new MediaForms.Disposition()),
          one(0x2F, "X-Wap-Application-Id", new NumberOrText()),
          one(0x30, "X-Wap-Content-URI", TEXT),
          one(0x31, "X-Wap-Initiator-URI", TEXT),
          list(0x32, "Accept-Application", new NumberOrText()),
          one(0x33, "Bearer-Indication", NUMBER),
          one(0x34, "Push-Flag", NUMBER),
          one(0x35, "Profile", TEXT),
          hop(0x36, "Profile-Diff"),
          hop(0x37, "Profile-Warning"),
          list(0x38, "Expect", SimpleForms.Token.of("100-continue")),
          hop(0x39, "TE"),
          hop(0x3A, "Trailer"),
          list(0x3B, "Accept-Charset", new MediaForms.Quality(AssignedNames.CHARACTER_SETS)),
          list(0x3C, "Accept-Encoding", new MediaForms.Quality(AssignedNames.CODINGS)),
          list(0x3D, "Cache-Control", CACHE_CONTROL),
          one(0x3E, "Content-Range", new ControlForms.ContentRange()),
          one(0x3F, "X-Wap-Tod", DATE),
          one(0x40, "Content-ID", TEXT),
          one(ENCODING_VERSION, "Encoding-Version", new ControlForms.EncodingVersion()),
          hop(0x44, "Profile-Warning"),
          one(0x45, "Content-Disposition", new MediaForms.Disposition()),
          one(0x46, "X-WAP-Security", SimpleForms.Token.of("close-subordinate")),
          list(0x47, "Cache-Control", CACHE_CONTROL));

  private static final Map<Integer, Field> BY_NUMBER = new HashMap<>();
  private static final Map<String, Field> SENT = new HashMap<>();

  static {
    for (Field field : ALL) {
      BY_NUMBER.put(field.number(), field);
      if (field.number() <= LAST_SENT || field.number() == ENCODING_VERSION) {
        SENT.putIfAbsent(key(field.name()), field);
      }
    }
  }

  private Fields() {}

  /** The field with this number. */
  static Optional<Field> of(int number) {
    return Optional.ofNullable(BY_NUMBER.get(number));
  }

  /** The field that is sent by number for this name. */
  static Optional<Field> sent(String name) {
    return Optional.ofNullable(SENT.get(key(name)));
  }

  /** The number that is sent for this name. */
  static OptionalInt sentNumber(String name) {
    Field field = SENT.get(key(name));
    return field == null ? OptionalInt.empty() : OptionalInt.of(field.number());
  }

  /** Reads a Field-name: a number or a token. */
  static String readName(String field, WspReader in) throws DecodeException {
    if (in.atText(field)) {
      return in.text(field);
    }
    int start = in.offset();
    long number = in.integer(field);
    return number > 0x7F || of((int) number).isEmpty()
        ? unassigned(field, start, number)
        : of((int) number).get().name();
  }

  /** Vary: the name of a field. */
  private record FieldName() implements ValueForm {
    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      return readName(field, in);
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      OptionalInt number = sentNumber(value);
      if (number.isPresent()) {
        return Optional.of(new WspWriter().integer(number.getAsInt()));
      }
      return Syntax.isToken(value) ? TEXT.encode(value) : Optional.empty();
    }
  }

  /** Allow and Public: methods by PDU type. */
  private record MethodName() implements ValueForm {
    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      if (in.atText(field)) {
        return in.text(field);
      }
      int start = in.offset();
      long number = in.integer(field);
      Optional<Method> method = number > 0x7F ? Optional.empty() : Method.of((int) number);
      return method.isPresent() ? method.get().name() : unassigned(field, start, number);
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      for (Method method : Method.values()) {
        if (method.name().equals(value)) {
          return Optional.of(new WspWriter().integer(method.number()));
        }
      }
      return Optional.empty();
    }
  }

  /** An application id: an assigned number or a URI. */
  private record NumberOrText() implements ValueForm {
    @Override
    public String decode(String field, WspReader in, int bodySize) throws DecodeException {
      return in.atText(field) ? in.text(field) : Long.toString(in.integer(field));
    }

    @Override
    public Optional<WspWriter> encode(String value) {
      return NUMBER.encode(value).or(() -> TEXT.encode(value));
    }
  }

  private static String unassigned(String field, int offset, long number) throws DecodeException {
    throw new DecodeException(field, offset, "has unassigned value " + number);
  }

  private static Field one(int number, String name, ValueForm form) {
    return new Field(number, name, false, Optional.of(form));
  }

  private static Field list(int number, String name, ValueForm form) {
    return new Field(number, name, true, Optional.of(form));
  }

  private static Field hop(int number, String name) {
    return new Field(number, name, false, Optional.empty());
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
