package wtls.gateway.wsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another implementation reads what this one writes. Skipped where there is no tshark. */
class WiresharkAgreementTest {
  private static final int WSP_PORT = 9200;

  @TempDir Path folder;

  @BeforeAll
  static void needsTshark() {
    boolean there =
        List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tshark")));
    assumeTrue(there, "tshark is not installed");
  }

  @Test
  void dissectsRequest() throws Exception {
    Headers headers =
        Headers.NONE
            .with("Content-Type", "application/x-www-form-urlencoded")
            .with("Host", "example.org")
            .with("Accept-Language", "en, rm;q=0.7");
    byte[] body = "a=1".getBytes(StandardCharsets.US_ASCII);

    String text =
        dissect(ConnectionlessWsp.encode(new Request(7, Method.POST, "http://a/b", headers, body)));

    assertThat(text)
        .contains("Transaction ID: 0x07")
        .contains("PDU Type: Post (0x60)")
        .contains("URI: http://a/b")
        .contains("Content-Type: application/x-www-form-urlencoded")
        .contains("Host: example.org")
        .contains("Accept-Language: English (en)")
        .contains("Rhaeto-Romance (rm); q=0.7")
        .doesNotContain("Malformed")
        .doesNotContain("Undecoded");
  }

  /**
   * Tells by its own reading of WAP-230 apart what tshark gets wrong: it knows no three-digit
   * quality for a media type in text, no unknown size in a Content-Range, no Retry-After, takes a
   * suffix range and a language above 127 from one octet too early, and shows a missing minor
   * version as 15.
   */
  @Test
  void dissectsReplyWithEveryHeader() throws Exception {
    Headers headers =
        HeaderFormsTest.everyHeader()
            .without(header -> header.value().matches(".*(q=0.333|509/\\*)"))
            .without("Retry-After");

    String text = dissect(ConnectionlessWsp.encode(new Reply(7, 504, headers, new byte[500])));

    assertThat(text)
        .contains("PDU Type: Reply (0x04)")
        .contains("Status: 504 Gateway Timeout (0x64)")
        .contains("Content-Type: text/html; charset=ISO-8859-1")
        .contains("Accept-Charset: UTF-8; q=0.50")
        .contains("Accept-Encoding: *; q=0.00")
        .contains("Authorization: basic; user-id=Aladdin; password=open sesame")
        .contains("Authorization: Digest; username=Mufasa; nc=1; uri=\"/dir/index.html\"")
        .contains("Cache-Control: max-age=60 seconds")
        .contains("Content-Length: 70000")
        .contains("Content-Md5: 436865636b20496e7465677269747921")
        .contains("Content-Range: first-byte-pos=0; entity-length=1025")
        .contains("Content-Disposition: attachment; Filename=a b.wml")
        .contains("Date: Apr 23, 1998 13:41:37 UTC")
        .contains("Location: /there")
        .contains("Proxy-Authenticate: Digest; realm=x y; qop=auth")
        .contains("Range: byte-range; first-byte-pos=0; last-byte-pos=499")
        .contains("Vary: Accept-Language")
        .contains("Warning: code=110; agent=a:80; text=stale, really")
        .contains("Www-Authenticate: basic; realm=a")
        .contains("Encoding-Version: 1.2")
        .contains("X-Own: a, b")
        .doesNotContain("Malformed")
        .doesNotContain("Invalid")
        .doesNotContain("Undecoded");
  }

  /** Every media type and language that is sent as one octet. */
  @Test
  void agreesOnAssignedNumbers() throws Exception {
    List<byte[]> replies = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int number = 0; number <= AssignedNames.LAST_SENT_MEDIA_TYPE; number++) {
      String name = AssignedNames.MEDIA_TYPES.name(number).orElseThrow();
      replies.add(reply("Content-Type", name));
      expected.add("Content-Type: " + name);
    }
    for (int number = 1; number < 0x80; number++) {
      String name = AssignedNames.LANGUAGES.name(number).orElseThrow();
      replies.add(reply("Content-Language", name));
      expected.add("(" + name + ")");
    }

    String text = dissect(replies.toArray(byte[][]::new));

    String[] frames = text.split("(?m)^Frame ");
    for (int i = 0; i < expected.size(); i++) {
      assertThat(frames[i + 1]).contains(expected.get(i));
    }
  }

  private static byte[] reply(String name, String value) {
    return ConnectionlessWsp.encode(new Reply(1, 200, Headers.NONE.with(name, value), new byte[1]));
  }

  private String dissect(byte[]... datagrams) throws IOException, InterruptedException {
    Path capture = folder.resolve("wsp.pcap");
    Path output = folder.resolve("wsp.txt");
    Files.write(capture, pcap(datagrams));
    Process tshark =
        new ProcessBuilder("tshark", "-r", capture.toString(), "-V")
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(tshark.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(tshark.exitValue()).isZero();
    return Files.readString(output);
  }

  /** Raw IPv4 packets between two ports of the loopback address. */
  private static byte[] pcap(byte[]... datagrams) {
    int size = 24;
    for (byte[] datagram : datagrams) {
      size += 16 + 28 + datagram.length;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4);
    out.putInt(0).putInt(0).putInt(65535).putInt(101);
    for (byte[] datagram : datagrams) {
      int length = 28 + datagram.length;
      out.order(ByteOrder.BIG_ENDIAN).putInt(0).putInt(0).putInt(length).putInt(length);
      out.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0);
      out.put((byte) 64).put((byte) 17).putShort((short) 0).putInt(0x7F000001).putInt(0x7F000001);
      out.putShort((short) WSP_PORT).putShort((short) WSP_PORT);
      out.putShort((short) (8 + datagram.length)).putShort((short) 0).put(datagram);
    }
    return out.array();
  }
}
