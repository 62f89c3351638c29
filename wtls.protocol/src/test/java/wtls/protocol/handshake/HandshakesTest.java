package wtls.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EncodedCertificate.Format;
import wtls.api.session.SessionId;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.RandomMessages.Sample;

/** What messages look like, and that all of them survive the codec. */
class HandshakesTest {
  private static final String RANDOM = "38a0b0c0101112131415161718191a1b";

  @Test
  void encodesTheShortestClientHello() throws DecodeException {
    ClientHello hello =
        new ClientHello(
            ClientHello.VERSION,
            hex(RANDOM),
            SessionId.EMPTY,
            List.of(
                KeyExchangeId.of(KeyExchangeSuite.RSA_ANON, 0),
                KeyExchangeId.of(KeyExchangeSuite.ECDH_ANON, 7)),
            List.of(),
            List.of(new CipherSuiteCode(3, 3)),
            new byte[] {0},
            ClientHello.EXPLICIT_SEQUENCE_NUMBERS,
            3);

    assertThat(Handshakes.encode(hello, null))
        .isEqualTo(
            hex(
                "010023" + "01" + RANDOM + "00" + "0006" + "050000" + "0b0700" + "0000" + "020303"
                    + "0100" + "02" + "03"));
  }

  @Test
  void decodesWhatItEncodes() throws DecodeException {
    long seed = new Random().nextLong();
    RandomMessages messages = new RandomMessages(seed);
    for (int round = 0; round < 300; round++) {
      for (Sample sample : messages.oneOfEach()) {
        byte[] octets = sample.encode();
        HandshakeMessage decoded = Handshakes.decode(octets, 0, octets.length, sample.suite());

        if (round < 5) {
          assertThat(decoded)
              .as("seed %d", seed)
              .usingRecursiveComparison()
              .isEqualTo(sample.message());
        }
        assertThat(Handshakes.encode(decoded, sample.suite()))
            .as("seed %d", seed)
            .isEqualTo(octets);
        assertThat(Handshakes.peek(octets, 0, octets.length)).isEqualTo(decoded.type());
      }
    }
  }

  @Test
  void keepsUnassignedNumbers() throws DecodeException {
    byte[] octets =
        hex(
            "010026"
                + "09"
                + RANDOM
                + "00"
                + "0007"
                + "c8ff0002abcd"
                + "00"
                + "0000"
                + "04f0f10303"
                + "0100"
                + "ee"
                + "dd");
    ClientHello hello = (ClientHello) Handshakes.decode(octets, 0, octets.length, null);

    assertThat(hello.version()).isEqualTo(9);
    assertThat(hello.clientKeyIds().get(0).known()).isEmpty();
    assertThat(hello.clientKeyIds().get(0).parameters())
        .isEqualTo(new ParameterSpecifier.Explicit(new ParameterSet.Opaque(hex("abcd"))));
    assertThat(hello.cipherSuites().get(0).suite()).isEmpty();
    assertThat(hello.cipherSuites().get(0)).hasToString("240/241");
    assertThat(hello.cipherSuites().get(1)).hasToString("RC5_CBC/SHA");
    assertThat(hello.sequenceNumberMode()).isEqualTo(0xEE);
  }

  @Test
  void encodesEveryCertificateFormat() {
    CertificateMessage message =
        new CertificateMessage(
            List.of(
                new EncodedCertificate(Format.X509, hex("aa")),
                new EncodedCertificate(Format.X968, hex("bbbb")),
                new EncodedCertificate(Format.URL, hex("cc"))));

    assertThat(Handshakes.encode(message, null))
        .isEqualTo(hex("0b000e" + "000c" + "020001aa" + "030002bbbb" + "0401cc"));
  }

  @Test
  void givesAClientKeyExchangeTheLengthOfItsSuite() {
    ClientKeyExchange message = new ClientKeyExchange(hex("abcd"));

    assertThat(Handshakes.encode(message, KeyExchangeSuite.RSA)).isEqualTo(hex("1000040002abcd"));
    assertThat(Handshakes.encode(message, KeyExchangeSuite.DH_ANON))
        .isEqualTo(hex("1000040002abcd"));
    assertThat(Handshakes.encode(message, KeyExchangeSuite.ECDH_ECDSA))
        .isEqualTo(hex("10000302abcd"));
    assertThatThrownBy(() -> Handshakes.encode(message, KeyExchangeSuite.NULL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The suite NULL has no ClientKeyExchange.");
  }

  @Test
  void takesABareEncryptedSecretOnlyWhenLenient() throws DecodeException {
    byte[] bare = hex("100004" + "00020304");
    byte[] usual = hex("100004" + "00020304");
    byte[] longer = hex("100006" + "000400020304");

    assertThat(lenient(bare, 4).value()).isEqualTo(hex("00020304"));
    assertThat(lenient(usual, 2).value()).isEqualTo(hex("0304"));
    assertThat(lenient(longer, 4).value()).isEqualTo(hex("00020304"));
  }

  private static ClientKeyExchange lenient(byte[] octets, int modulusLength)
      throws DecodeException {
    return Handshakes.decodeLenientClientKeyExchange(
        octets, 0, octets.length, KeyExchangeSuite.RSA, modulusLength);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "RSA",
        "RSA_512",
        "RSA_768",
        "ECDH_ECDSA",
        "ECDH_ECDSA_UNCOMP",
        "NULL",
        "SHARED_SECRET"
      })
  void refusesServerKeyExchangeInSuitesWithoutIt(KeyExchangeSuite suite) {
    byte[] octets = hex("0c0007" + "00" + "000103" + "0001ff");

    assertThatThrownBy(() -> Handshakes.decode(octets, 0, octets.length, suite))
        .isInstanceOf(DecodeException.class)
        .hasMessage(
            "server_key_exchange at offset 3: is not a message of the suite "
                + suite.standardName());
  }

  @Test
  void refusesKeyExchangesBeforeThereIsASuite() {
    byte[] server = hex("0c0007" + "00" + "000103" + "0001ff");
    byte[] client = hex("1000040002abcd");

    assertThatThrownBy(() -> Handshakes.decode(server, 0, server.length, null))
        .hasMessage(
            "server_key_exchange at offset 3: comes before a key exchange suite is agreed on");
    assertThatThrownBy(() -> Handshakes.decode(client, 0, client.length, null))
        .hasMessage(
            "client_key_exchange at offset 3: comes before a key exchange suite is agreed on");
    assertThatThrownBy(
            () -> Handshakes.decode(client, 0, client.length, KeyExchangeSuite.SHARED_SECRET))
        .hasMessage("client_key_exchange at offset 3: is not a message of the suite SHARED_SECRET");
  }

  @Test
  void refusesMessagesThatCannotBe() {
    assertThatThrownBy(() -> new Finished(new byte[11]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Finished has 12 octets of verify data, not 11.");
    assertThatThrownBy(() -> new ParameterSpecifier.Index(255))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A parameter index is not within 1 to 254: 255.");
    assertThatThrownBy(() -> Identifier.Text.of(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An identifier has 1 to 255 octets, not 0.");
    CertificateVerify huge = new CertificateVerify(new byte[65_534]);
    assertThatThrownBy(() -> Handshakes.encode(huge, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("65536 does not fit a field of 0 to 65535.");
  }

  @Test
  void readsTextInItsCharacterSet() {
    byte[] latin = {(byte) 0xE4};

    assertThat(new Identifier.Text(4, latin).text()).isEqualTo("ä");
    assertThat(new Identifier.Text(106, latin).text()).isEqualTo("\uFFFD");
    assertThat(new Identifier.Text(3, latin).text()).isEqualTo("\uFFFD");
    assertThat(new Identifier.Text(1000, new byte[] {0, 'x'}).text()).isEqualTo("x");
    assertThat(Identifier.Text.of("ä").octets()).hasSize(2);
    assertThat(Identifier.Text.of("a\u001b[0mb\u202e")).hasToString("a\uFFFD[0mb\uFFFD");
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
