package wtls.gateway.wsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wtls.protocol.codec.DecodeException;

class HeaderFormsTest {
  private static final int BODY_SIZE = 500;

  /** Some value for each field that has a grammar of its own; all survive the round trip. */
  static Headers everyHeader() {
    return Headers.NONE
        .with("Content-Type", "text/html; charset=iso-8859-1; level=4")
        .with("Accept", "text/vnd.wap.wml")
        .with("Accept", "text/html; level=1; q=0.4")
        .with("Accept", "application/future+xml; q=0.333")
        .with("Accept-Charset", "utf-8;q=0.5")
        .with("Accept-Charset", "iso-10646-ucs-2")
        .with("Accept-Encoding", "gzip")
        .with("Accept-Encoding", "*;q=0")
        .with("Accept-Language", "en;q=0.7")
        .with("Accept-Language", "rm")
        .with("Accept-Ranges", "bytes")
        .with("Age", "3600")
        .with("Allow", "GET")
        .with("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
        .with("Authorization", "Digest username=Mufasa, nc=1, uri=\"/dir/index.html\"")
        .with("Cache-Control", "max-age=60")
        .with("Cache-Control", "no-cache=\"Set-Cookie, ETag\"")
        .with("Cache-Control", "must-revalidate")
        .with("Cache-Control", "community=\"a b\"")
        .with("Connection", "close")
        .with("Content-Encoding", "gzip")
        .with("Content-Language", "fo")
        .with("Content-Length", "70000")
        .with("Content-Location", "http://example.org/a?b=c")
        .with("Content-MD5", "Q2hlY2sgSW50ZWdyaXR5IQ==")
        .with("Content-Range", "bytes 0-499/1025")
        .with("Content-Range", "bytes 10-509/*")
        .with("Content-Disposition", "attachment; filename=\"a b.wml\"")
        .with("Date", "Thu, 23 Apr 1998 13:41:37 GMT")
        .with("ETag", "\"abc\"")
        .with("Expires", "Thu, 01 Jan 1970 00:00:00 GMT")
        .with("Host", "example.org:8080")
        .with("If-Range", "Thu, 23 Apr 1998 13:41:37 GMT")
        .with("If-Range", "\"abc\"")
        .with("Location", "/there")
        .with("Pragma", "no-cache")
        .with("Pragma", "a=b")
        .with("Proxy-Authenticate", "Digest realm=\"x y\", qop=auth")
        .with("Range", "bytes=0-499")
        .with("Range", "bytes=500-")
        .with("Range", "bytes=-500")
        .with("Retry-After", "120")
        .with("Retry-After", "Thu, 23 Apr 1998 13:41:37 GMT")
        .with("Server", "\u00e9clair")
        .with("Transfer-Encoding", "chunked")
        .with("User-Agent", "wtls")
        .with("Vary", "Accept-Language")
        .with("Vary", "X-Other")
        .with("Via", "1.1 a (b c)")
        .with("Warning", "110 a:80 \"stale, really\"")
        .with("WWW-Authenticate", "Basic realm=\"a\"")
        .with("X-Wap-Application-Id", "4")
        .with("Encoding-Version", "1.2")
        .with("Set-Cookie", "a=b; Path=/")
        .with("X-Own", "a, b");
  }

  @Test
  void readsEveryHeaderThatItWrote() throws DecodeException {
    Reply reply = new Reply(1, 200, everyHeader(), new byte[BODY_SIZE]);

    Reply read = ConnectionlessWsp.decodeReply(ConnectionlessWsp.encode(reply));

    assertThat(read.headers()).containsExactlyElementsOf(everyHeader());
  }

  /** The examples of WAP-230 appendix B.1 and 8.4.2.3, and the edges of the grammars. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Accept | application/vnd.wap.wmlc | 8094",
        "Accept-Language | en;q=0.7 | 83029947",
        "Accept-Language | en, sv | 839983f0",
        "Accept-Language | rm | 8302018c",
        "Accept-Language | tlh | 83746c6800",
        "Date | Thu, 23 Apr 1998 13:41:37 GMT | 9204353f4511",
        "Content-Range | bytes 0-499/1025 | 9003008801",
        "Accept-Ranges | new-range-unit | 846e65772d72616e67652d756e697400",
        "X-New-header | foo | 582d4e65772d68656164657200666f6f00",
        "X-New-header | foo, bar | 582d4e65772d68656164657200666f6f2c2062617200",
        "Accept-Charset | utf-8;q=0.333 | 8103ea8331",
        "Accept-Charset | utf-8; q=1.0 | 81ea",
        "Content-Length | 127 | 8dff",
        "Content-Length | 128 | 8d0180",
        "Content-Length | 70000 | 8d03011170",
        "Server | \u00e9 | a67fe900",
        "Max-Forwards | 0 | 9e80",
        "Encoding-Version | 1.2 | c392",
        "Cache-Control | no-cache | 8880",
        "Cache-Control | max-age=60, private | 880282bc8887",
        "Connection | close | 8980",
        "Allow | GET, POST | 86c086e0",
        "Vary | Accept-Encoding | aa82",
        // no binary form: the name and the value as text
        "Age | about three | 4167650061626f757420746872656500",
        "Allow | PATCH | 416c6c6f7700504154434800",
        "Content-MD5 | AAAA | 436f6e74656e742d4d4435004141414100",
        // assigned only after encoding version 1.2: as text
        "Expect | 100-continue | 457870656374003130302d636f6e74696e756500"
      })
  void encodesAsTheSpecificationSays(String name, String value, String octets) {
    WspWriter out = new WspWriter();

    HeaderBlock.encode(List.of(new Header(name, value)), out);

    assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(octets);
  }

  /** What others may send, though this codec does not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bb04026aea0b | |",
        "bb030203e8 | Accept-Charset | iso-10646-ucs-2",
        "bd80 | Cache-Control | no-cache",
        "c780 | Cache-Control | no-cache",
        "b880 | Expect | 100-continue",
        "bcb3 | |",
        "be03008801 | Content-Range | bytes 0-499/1025",
        "8202800b | Accept-Encoding | gzip;q=0.1",
        "b680 | |",
        "ac8a | Warning | 110 - \"\"",
        "c5028131 | |",
        "c302c092 | Encoding-Version | 40 1.2",
        "8d0180 | Content-Length | 128",
        "890474657374 | |",
        "9c7f687474703a2f2f612f00 | Location | http://a/"
      })
  void readsLeniently(String octets, String name, String value) throws DecodeException {
    byte[] data = HexFormat.of().parseHex(octets);

    List<Header> headers = HeaderBlock.decode(new WspReader(data), BODY_SIZE, false);

    if (name == null || value == null) {
      assertThat(headers).isEmpty();
    } else {
      assertThat(headers).containsExactly(new Header(name, value));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/vnd.wap.wml | 88",
        "TEXT/HTML | 82",
        "application/future | 6170706c69636174696f6e2f66757475726500",
        "application/xhtml+xml | 6170706c69636174696f6e2f7868746d6c2b786d6c00",
        "text/plain; charset=utf-8 | 038381ea",
        "text/plain; charset=\"UTF-8\" | 038381ea",
        "text/plain;charset=iso-8859-1 | 03838184",
        "text/plain; charset=klingon | 1183636861727365740" + "06b6c696e676f6e00",
        "text/html; level=4 | 038282cf",
        "broken; =x | 62726f6b656e00"
      })
  void encodesContentTypes(String type, String octets) {
    byte[] encoded = HeaderBlock.contentType(type);

    assertThat(HexFormat.of().formatHex(encoded)).isEqualTo(octets);
  }

  @Test
  void dropsCharacterSetWithoutNameFromContentType() throws DecodeException {
    byte[] octets = HexFormat.of().parseHex("0583810203ff");

    assertThat(HeaderBlock.contentType(new WspReader(octets))).isEqualTo("text/plain");
  }

  @Test
  void findsHeadersIgnoringCase() {
    Headers headers = Headers.NONE.with("Accept", "a/b").with("ACCEPT", "c/d").with("Host", "e");

    assertThat(headers.first("accept")).contains("a/b");
    assertThat(headers.all("Accept")).containsExactly("a/b", "c/d");
    assertThat(headers.without("accept").size()).isOne();
    assertThat(headers).hasToString("[Accept, ACCEPT, Host]");
  }
}
