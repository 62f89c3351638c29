package wtls.launcher.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.protocol.codec.DecodeException;

class SignedContentTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] ABC = "abc".getBytes(UTF_8);
  private static final SignedAttributes TIME =
      new SignedAttributes.Time(Instant.parse("2001-07-12T12:00:00Z"));

  @Test
  void hashesTheAttributesWithTime() {
    assertThat(HEX.formatHex(TIME.digest(ABC)))
        .isEqualTo("4f615b65cfc48672f71b0222691e9d388a46adc5");
    assertThat(TIME.template(new byte[20])).hasSize(95);
  }

  @Test
  void hashesTheAttributesWithNonce() {
    SignedAttributes nonce = new SignedAttributes.Nonce(HEX.parseHex("0001020304050607"));

    assertThat(HEX.formatHex(nonce.digest(ABC)))
        .isEqualTo("755b342bf2388d771e168073a486151526ddc848");
    assertThat(nonce.template(new byte[20])).hasSize(91);
  }

  @Test
  void rsaSignsDigestInfoAndEcdsaTheHash() {
    byte[] hash = TIME.digest(ABC);

    assertThat(SignedContent.toBeSigned(SignatureScheme.RSA_SHA_PKCS1, TIME, ABC))
        .hasSize(35)
        .endsWith(hash);
    assertThat(SignedContent.toBeSigned(SignatureScheme.ECDSA_SHA_P1363, TIME, ABC))
        .isEqualTo(hash);
  }

  @Test
  void octetsAreThoseOfTheSpecification() {
    assertThat(HEX.formatHex(sample(TIME).encode()))
        .isEqualTo(
            "0101" // version, RSA
                + "0004deadbeef"
                + "001f" // signer infos: key hash, URL, X.509
                + ("01" + "11".repeat(20))
                + "050475726c3a"
                + "03000122"
                + "01006a01" // text, UTF-8, present
                + "0003616263"
                + "0d01303130373132313230303030"); // time
  }

  @Test
  void readsWhatItWrites() throws DecodeException {
    for (SignedAttributes attributes : List.of(TIME, new SignedAttributes.Nonce(new byte[8]))) {
      SignedContent read = SignedContent.decode(sample(attributes).encode());

      assertThat(read.scheme()).isEqualTo(SignatureScheme.RSA_SHA_PKCS1);
      assertThat(read.signature()).isEqualTo(HEX.parseHex("deadbeef"));
      assertThat(read.signer()).contains(keyId());
      assertThat(read.certificates()).hasSize(2);
      assertThat(read.content().orElseThrow()).isEqualTo(ABC);
      assertThat(read.attributes()).isEqualTo(attributes);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "02, 'version at offset 0: is 2, not 1'",
    "0107, 'signature_algorithm at offset 1: is 7, not 1 or 2'",
    "01010001ff0000020000, 'content_type at offset 7: is 2, not 1'",
    "01010001ff0000010004, 'content_encoding at offset 8: is 4, not 106'",
    "01010001ff000109, 'signer_info_type at offset 7: is 9, not 0 to 5'",
    "01010001ff000001006a000103, 'attribute_type at offset 12: is 3, not 1 or 2'",
    "01010001ff000001006a000d01393931333132313230303030, 'gmt_utc_time at offset 13: is no time"
        + " of the form YYMMDDhhmmss'",
    "01010001ff000001006a0009020000000000000000ff, 'signed_content at offset 21: is followed by 1 octets too many'"
  })
  void refusesWhatCannotBeChecked(String octets, String message) {
    assertThatThrownBy(() -> SignedContent.decode(HEX.parseHex(octets)))
        .isInstanceOf(DecodeException.class)
        .hasMessage(message);
  }

  @Test
  void twoDigitsOfTheYearMean1950To2049() throws DecodeException {
    for (String when : List.of("1950-01-01T00:00:00Z", "2049-12-31T23:59:59Z")) {
      SignedAttributes time = new SignedAttributes.Time(Instant.parse(when));

      assertThat(SignedContent.decode(sample(time).encode()).attributes()).isEqualTo(time);
    }
    assertThatThrownBy(() -> new SignedAttributes.Time(Instant.parse("2050-01-01T00:00:00Z")))
        .hasMessage("The year is not within 1950 to 2049: 2050");
  }

  private static KeyId keyId() {
    return KeyId.of(HEX.parseHex("11".repeat(20)));
  }

  private static SignedContent sample(SignedAttributes attributes) {
    return new SignedContent(
        SignatureScheme.RSA_SHA_PKCS1,
        HEX.parseHex("deadbeef"),
        Optional.of(keyId()),
        List.of(
            new EncodedCertificate(EncodedCertificate.Format.URL, "url:".getBytes(UTF_8)),
            new EncodedCertificate(EncodedCertificate.Format.X509, new byte[] {0x22})),
        Optional.of(ABC),
        attributes);
  }
}
