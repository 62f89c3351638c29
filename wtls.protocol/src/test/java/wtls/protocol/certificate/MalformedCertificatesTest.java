package wtls.protocol.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wtls.protocol.Vectors;
import wtls.protocol.codec.DecodeException;

/** Whatever a WTLS certificate is said to be: it parses, or there is a DecodeException. */
class MalformedCertificatesTest {

  @ParameterizedTest
  @ValueSource(strings = {"ca_rsa", "server_ec7"})
  void refusesACertificateCutAnywhere(String name) {
    byte[] octets = Vectors.file("derived_" + name + ".wtls");
    for (int length = 0; length < octets.length; length++) {
      byte[] cut = Arrays.copyOf(octets, length);
      assertThatThrownBy(() -> WtlsCertificate.decode(cut))
          .as("cut to %d", length)
          .isInstanceOf(DecodeException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "server_ec7, 5, identifier.name",
    "server_ec7, 45, identifier.name",
    "server_ec7, 90, point",
    "server_ec7, 112, signature",
    "ca_rsa, 70, rsa_exponent",
    "ca_rsa, 75, rsa_modulus",
    "ca_rsa, 205, signature"
  })
  void namesTheLengthThatIsInflated(String name, int at, String field) throws DecodeException {
    byte[] octets = Vectors.file("derived_" + name + ".wtls");
    WtlsCertificate.decode(octets);

    octets[at] = (byte) 0xFF;
    assertThatThrownBy(() -> WtlsCertificate.decode(octets))
        .isInstanceOfSatisfying(
            DecodeException.class,
            e -> {
              assertThat(e.field()).isEqualTo(field);
              assertThat(e.offset()).isEqualTo(at);
            });
  }

  @Test
  void survivesEveryOctetChanged() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (String name : new String[] {"ca_rsa", "server_ec7"}) {
      byte[] octets = Vectors.file("derived_" + name + ".wtls");
      for (int at = 0; at < octets.length; at++) {
        for (int i = 0; i < 20; i++) {
          byte[] changed = octets.clone();
          changed[at] = (byte) random.nextInt();
          try {
            assertThat(WtlsCertificate.decode(changed).encode())
                .as("seed %d", seed)
                .isEqualTo(changed);
          } catch (DecodeException e) {
            assertThat(e.offset()).as("seed %d", seed).isBetween(0, octets.length);
          }
        }
      }
    }
  }
}
