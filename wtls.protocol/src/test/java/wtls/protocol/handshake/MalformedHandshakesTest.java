package wtls.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.RandomMessages.Sample;

/** Whatever arrives: a message, or a DecodeException. */
class MalformedHandshakesTest {
  // Messages with every kind of length in them.
  private static final String CLIENT_HELLO =
      "01004f01"
          + "00".repeat(16)
          + "02abcd002d"
          + "0b0701006a03616263" // a name
          + "02ff000714000117000102020199" // explicit DH
          + "0bff000f010111010101020002030401070101ff0130" // explicit EC
          + "0003080000"
          + "020303"
          + "0100"
          + "0203";
  private static final String SERVER_HELLO =
      "02001a01" + "00".repeat(16) + "02abcd" + "010303000203";
  private static final String CERTIFICATES =
      "0b000e" + "000c" + "020001aa" + "030001bb" + "0402cccc";
  private static final String SERVER_KEY = "0c0008" + "00" + "000103" + "0002ffff";
  private static final String REQUEST = "0d0005" + "0003080000";
  private static final String VERIFY = "0f0003" + "0001ff";
  private static final String CLIENT_KEY = "100003" + "0001ff";

  private final long seed = new Random().nextLong();
  private final List<Sample> samples = new RandomMessages(seed).oneOfEach();

  @Test
  void refusesEveryMessageCutAnywhere() {
    for (Sample sample : samples) {
      byte[] octets = sample.encode();
      for (int length = 0; length < octets.length; length++) {
        int cut = length;
        assertThatThrownBy(() -> Handshakes.decode(octets, 0, cut, sample.suite()))
            .as("seed %d: %s cut to %d", seed, sample.message().type(), cut)
            .isInstanceOf(DecodeException.class);
      }
    }
  }

  @Test
  void refusesEveryBodyCutAnywhere() {
    for (Sample sample : samples) {
      byte[] octets = sample.encode();
      for (int length = 3; length < octets.length; length++) {
        byte[] cut = withLength(Arrays.copyOf(octets, length));
        assertThatThrownBy(() -> Handshakes.decode(cut, 0, cut.length, sample.suite()))
            .as("seed %d: %s cut to %d", seed, sample.message().type(), length)
            .isInstanceOf(DecodeException.class);
      }
    }
  }

  @Test
  void refusesWhateverFollowsAMessage() {
    for (Sample sample : samples) {
      byte[] octets = sample.encode();
      byte[] outside = Arrays.copyOf(octets, octets.length + 1);
      byte[] inside = withLength(outside.clone());

      assertThatThrownBy(() -> Handshakes.decode(outside, 0, outside.length, sample.suite()))
          .isInstanceOf(DecodeException.class)
          .hasMessage(
              "handshake at offset " + octets.length + ": is followed by 1 octets too many");
      assertThatThrownBy(() -> Handshakes.decode(inside, 0, inside.length, sample.suite()))
          .isInstanceOf(DecodeException.class)
          .hasMessage(
              "handshake.body at offset " + octets.length + ": is followed by 1 octets too many");
    }
  }

  @Test
  void survivesEveryOctetChanged() {
    for (Sample sample : samples) {
      byte[] octets = sample.encode();
      for (int at = 0; at < octets.length; at++) {
        for (int value : new int[] {0, 1, 0x7F, 0xFF, octets[at] + 1, octets[at] - 1}) {
          byte[] changed = octets.clone();
          changed[at] = (byte) value;
          decodeOrRefuse(changed, sample.suite());
        }
      }
    }
  }

  @Test
  void survivesRandomOctets() {
    Random random = new Random(seed);
    KeyExchangeSuite[] suites = KeyExchangeSuite.values();
    for (int i = 0; i < 100_000; i++) {
      byte[] octets = new byte[3 + random.nextInt(60)];
      random.nextBytes(octets);
      octets[0] = (byte) random.nextInt(21);
      decodeOrRefuse(withLength(octets), suites[random.nextInt(suites.length)]);
    }
  }

  /** What decodes must encode to the same octets: there is one encoding of each message. */
  private void decodeOrRefuse(byte[] octets, KeyExchangeSuite suite) {
    HandshakeMessage message;
    try {
      message = Handshakes.decode(octets, 0, octets.length, suite);
    } catch (DecodeException e) {
      assertThat(e.offset()).as("seed %d: %s", seed, e.getMessage()).isBetween(0, octets.length);
      return;
    }
    assertThat(Handshakes.encode(message, suite)).as("seed %d", seed).isEqualTo(octets);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CLIENT_HELLO |   1 | handshake.length
          CLIENT_HELLO |  20 | client_hello.session_id
          CLIENT_HELLO |  23 | client_hello.client_key_ids
          CLIENT_HELLO |  30 | identifier.name
          CLIENT_HELLO |  36 | parameter_set
          CLIENT_HELLO |  39 | dh_p
          CLIENT_HELLO |  42 | dh_g
          CLIENT_HELLO |  46 | identifier.binary
          CLIENT_HELLO |  50 | parameter_set
          CLIENT_HELLO |  53 | ec_prime
          CLIENT_HELLO |  55 | ec_a
          CLIENT_HELLO |  57 | ec_b
          CLIENT_HELLO |  59 | ec_seed
          CLIENT_HELLO |  60 | ec_base
          CLIENT_HELLO |  63 | ec_order
          CLIENT_HELLO |  65 | ec_cofactor
          CLIENT_HELLO |  68 | identifier.x509_name
          CLIENT_HELLO |  70 | client_hello.trusted_key_ids
          CLIENT_HELLO |  75 | client_hello.cipher_suites
          CLIENT_HELLO |  78 | client_hello.compression_methods
          SERVER_HELLO |   1 | handshake.length
          SERVER_HELLO |  20 | server_hello.session_id
          CERTIFICATES |   3 | certificate_list
          CERTIFICATES |   6 | x509_certificate
          CERTIFICATES |  10 | x968_certificate
          CERTIFICATES |  14 | certificate_url
          SERVER_KEY   |   4 | rsa_exponent
          SERVER_KEY   |   7 | rsa_modulus
          REQUEST      |   3 | certificate_request.trusted_authorities
          VERIFY       |   3 | certificate_verify.signature
          CLIENT_KEY   |   3 | client_key_exchange.secret
          """)
  void namesTheLengthThatIsInflated(String name, int at, String field) throws DecodeException {
    KeyExchangeSuite suite =
        name.equals("SERVER_KEY") ? KeyExchangeSuite.RSA_ANON : KeyExchangeSuite.RSA;
    byte[] octets = HexFormat.of().parseHex(message(name));
    Handshakes.decode(octets, 0, octets.length, suite);

    octets[at] = (byte) 0xFF;
    assertThatThrownBy(() -> Handshakes.decode(octets, 0, octets.length, suite))
        .isInstanceOfSatisfying(
            DecodeException.class,
            e -> {
              assertThat(e.field()).isEqualTo(field);
              assertThat(e.offset()).isEqualTo(at);
            });
  }

  private static String message(String name) {
    return switch (name) {
      case "CLIENT_HELLO" -> CLIENT_HELLO;
      case "SERVER_HELLO" -> SERVER_HELLO;
      case "CERTIFICATES" -> CERTIFICATES;
      case "SERVER_KEY" -> SERVER_KEY;
      case "REQUEST" -> REQUEST;
      case "VERIFY" -> VERIFY;
      default -> CLIENT_KEY;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0b000100                       | certificate_list at offset 3: needs 2 octets, but 1 remain
          0b0003000105                   | certificate_format at offset 5: is 5, not 1 to 4
          0b000400020102                 | certificate_version at offset 6: is 2, not 1
          0d0005000308000a               | identifier_type at offset 7: is 10, which is unknown
          0d000700050bff000103           | ec_field at offset 9: is 3, not 1 or 2
          0d000a00080bff000402000705     | ec_basis at offset 12: is 5, not 1 to 4
          0d0008000608ff00010000         | parameter_set at offset 9: is followed by 1 octets too many
          030000                         | handshake.msg_type at offset 0: is 3, which is unknown
          140000                         | finished.verify_data at offset 3: needs 12 octets, but 0 remain
          0e000100                       | handshake.body at offset 3: is followed by 1 octets too many
          """)
  void namesWhatIsUnknown(String hex, String message) {
    byte[] octets = HexFormat.of().parseHex(hex);

    assertThatThrownBy(() -> Handshakes.decode(octets, 0, octets.length, null))
        .isInstanceOf(DecodeException.class)
        .hasMessage(message);
  }

  @Test
  void refusesHalfACipherSuite() {
    String hello = "01001e01" + "00".repeat(16) + "00" + "00000000" + "03030303" + "0100" + "0203";
    byte[] octets = HexFormat.of().parseHex(hello);

    assertThatThrownBy(() -> Handshakes.decode(octets, 0, octets.length, null))
        .isInstanceOf(DecodeException.class)
        .hasMessage("client_hello.cipher_suites at offset 29: needs 1 octets, but 0 remain");
  }

  @Test
  void allocatesNothingForALengthThatIsNotThere() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] octets = HexFormat.of().parseHex("0f0004" + "ffff0000");
    decodeOrRefuse(octets, null);
    long before = threads.getCurrentThreadAllocatedBytes();
    decodeOrRefuse(octets, null);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16_384);
  }

  private static byte[] withLength(byte[] octets) {
    octets[1] = (byte) (octets.length - 3 >>> 8);
    octets[2] = (byte) (octets.length - 3);
    return octets;
  }
}
