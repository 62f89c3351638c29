package wtls.gateway.wsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wtls.protocol.codec.DecodeException;

class ConnectionlessWspTest {
  private static final byte[] BODY = "a=1&b=2".getBytes(StandardCharsets.US_ASCII);

  @Test
  void encodesGetAsTheSpecificationLaysItOut() {
    Request request =
        Request.of(7, Method.GET, "http://a/", Headers.NONE.with("Accept", "text/vnd.wap.wml"));

    // TID, Get, UriLen 9, the URI, Accept as number 0, WML as number 8 (WAP-230 8.2.3.1)
    assertThat(hex(ConnectionlessWsp.encode(request))).isEqualTo("074009687474703a2f2f612f8088");
  }

  @Test
  void encodesReplyAsTheSpecificationLaysItOut() {
    Reply reply = new Reply(7, 404, Headers.NONE.with("Content-Type", "text/plain"), BODY);

    assertThat(hex(ConnectionlessWsp.encode(reply))).isEqualTo("0704440183" + hex(BODY));
  }

  @Test
  void readsWhatItWrote() throws DecodeException {
    Headers headers =
        Headers.NONE
            .with("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .with("Host", "example.org")
            .with("X-Own", "anything at all");
    Request request = new Request(255, Method.POST, "http://example.org/form", headers, BODY);

    Request read = ConnectionlessWsp.decodeRequest(ConnectionlessWsp.encode(request));

    assertThat(read).usingRecursiveComparison().isEqualTo(request);
  }

  @Test
  void readsReplyThatItWrote() throws DecodeException {
    Headers headers =
        Headers.NONE
            .with("Content-Type", "text/vnd.wap.wml")
            .with("Location", "http://example.org/other")
            .with("Last-Modified", "Thu, 23 Apr 1998 13:41:37 GMT");
    Reply reply = new Reply(0, 302, headers, BODY);

    Reply read = ConnectionlessWsp.decodeReply(ConnectionlessWsp.encode(reply));

    assertThat(read).usingRecursiveComparison().isEqualTo(reply);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 10", "101, 11", "200, 20", "206, 26", "300, 30", "307, 37", "400, 40", "415, 4f",
    "416, 50", "417, 51", "500, 60", "504, 64", "505, 65"
  })
  void mapsStatusBothWays(int status, String octet) throws DecodeException {
    byte[] datagram = ConnectionlessWsp.encode(new Reply(1, status, Headers.NONE, new byte[0]));

    assertThat(hex(datagram).substring(4, 6)).isEqualTo(octet);
    assertThat(ConnectionlessWsp.decodeReply(datagram).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"308, 307", "418, 400", "429, 400", "451, 400", "511, 500", "299, 200", "102, 100"})
  void sendsTheNearestStatusThatWspHas(int status, int nearest) throws DecodeException {
    byte[] datagram = ConnectionlessWsp.encode(new Reply(1, status, Headers.NONE, new byte[0]));

    assertThat(ConnectionlessWsp.decodeReply(datagram).status()).isEqualTo(nearest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | TID at offset 0: needs 1 octets, but 0 remain",
        "01 | PDU type at offset 1: needs 1 octets, but 0 remain",
        "0104 | PDU type at offset 1: is no method",
        "01400a61 | Uri at offset 3: has 10 octets, but 1 remain",
        "01408001 | UriLen at offset 2: is not in its shortest form",
        "0140ffffffff7f | UriLen at offset 2: has more than 32 bits",
        "014000 | Uri at offset 3: is empty or has a blank or control character",
        "01400120 | Uri at offset 3: is empty or has a blank or control character",
        "0160010961 | Headers at offset 5: has 9 octets, but 0 remain",
        "01400161800a00 | Accept at offset 5: has 11 octets, but 2 remain",
        "0140016199612f | If-None-Match at offset 5: is a text without end",
        "01400161ff80 | header at offset 4: has unassigned field 127 of code page 1",
        "014001617f4080 | header at offset 7: is missing",
        "014001617f408080 | header at offset 6: has unassigned field 0 of code page 64",
        "0140016196610d0a6200 | Host at offset 5: has a control character",
        "0140016120206100 | header name at offset 4: is not a token",
        "0140016100 | header name at offset 4: is not a token",
        "014001618602c0c0 | Allow at offset 5: has unassigned value 49344",
        "014001619f028080 | Pragma at offset 7: is not in its shortest form",
        "01400161830480ffff7f | Accept-Language at offset 7: is not a quality"
      })
  void rejectsMalformedRequest(String datagram, String message) {
    assertThatThrownBy(() -> ConnectionlessWsp.decodeRequest(HexFormat.of().parseHex(datagram)))
        .isInstanceOf(DecodeException.class)
        .hasMessage(message);
  }

  @Test
  void passesOverHeadersThatItDoesNotKnowInReply() throws DecodeException {
    // text/plain; field 127; field 0 of page 64; page 1 again; Server
    String headerOctets = "83" + "ff80" + "7f408080" + "7f01" + "a66100";
    byte[] reply = HexFormat.of().parseHex("0104200c" + headerOctets);

    Headers headers = ConnectionlessWsp.decodeReply(reply).headers();

    assertThat(headers)
        .containsExactly(new Header("Content-Type", "text/plain"), new Header("Server", "a"));
  }

  @Test
  void rejectsReplyWithUnassignedStatus() {
    assertThatThrownBy(() -> ConnectionlessWsp.decodeReply(HexFormat.of().parseHex("01045200")))
        .isInstanceOf(DecodeException.class)
        .hasMessage("Status at offset 2: is not assigned");
  }

  @Test
  void tellsMethodsThatItDoesNotKnowFromOtherDatagrams() {
    assertThat(ConnectionlessWsp.hasUnknownMethod(new byte[] {1, 0x50})).isTrue();
    assertThat(ConnectionlessWsp.hasUnknownMethod(new byte[] {1, 0x40})).isFalse();
    assertThat(ConnectionlessWsp.isRequest(new byte[] {1, 0x04})).isFalse();
    assertThat(ConnectionlessWsp.isRequest(new byte[] {1, (byte) 0x80})).isFalse();
    assertThat(ConnectionlessWsp.isRequest(new byte[] {1})).isFalse();
  }

  @Test
  void refusesToBuildRequestsThatHttpForbids() {
    assertThatThrownBy(() -> new Request(1, Method.GET, "http://a/", Headers.NONE, BODY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A GET request has no body: use POST or PUT.");
    assertThatThrownBy(() -> Request.of(256, Method.GET, "http://a/", Headers.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A transaction id is within 0 to 255, not 256.");
    assertThatThrownBy(() -> Request.of(1, Method.GET, "http://a/b c", Headers.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("encode them");
    assertThatThrownBy(() -> new Header("X", "a\r\nY: b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The value of header X has a character that no header may have.");
  }

  /** Whatever comes in, out comes a value or the one exception; never anything else. */
  @Test
  void survivesAnyInput() {
    long seed = 230;
    Random random = new Random(seed);
    byte[] valid =
        ConnectionlessWsp.encode(
            new Reply(
                9, 200, HeaderFormsTest.everyHeader(), "body".getBytes(StandardCharsets.US_ASCII)));
    for (int round = 0; round < 200_000; round++) {
      byte[] datagram = round % 2 == 0 ? mutated(valid, random) : noise(random);
      try {
        ConnectionlessWsp.decodeReply(datagram);
        datagram[1] = (byte) (random.nextBoolean() ? 0x40 : 0x60);
        ConnectionlessWsp.decodeRequest(datagram);
      } catch (DecodeException expected) {
        assertThat(expected.offset()).isBetween(0, datagram.length);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + round + ": " + hex(datagram), e);
      }
    }
  }

  private static byte[] mutated(byte[] valid, Random random) {
    byte[] datagram = Arrays.copyOf(valid, 4 + random.nextInt(valid.length - 3));
    for (int i = random.nextInt(4); i >= 0; i--) {
      datagram[random.nextInt(datagram.length)] = (byte) random.nextInt(256);
    }
    return datagram;
  }

  private static byte[] noise(Random random) {
    byte[] datagram = new byte[4 + random.nextInt(60)];
    random.nextBytes(datagram);
    datagram[1] = 4;
    datagram[2] = 0x20;
    datagram[3] = (byte) random.nextInt(datagram.length);
    return datagram;
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }
}
