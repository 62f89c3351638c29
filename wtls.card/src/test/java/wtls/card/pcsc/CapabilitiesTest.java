package wtls.card.pcsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What historical bytes and reader names say. */
class CapabilitiesTest {

  @ParameterizedTest
  @CsvSource({
    "8073B00140, true",
    "8073B00100, false",
    "80 31C0 73B00140, true",
    "00 73B00140 079000, true",
    "00 31C0 079000, false",
    "80 72B001, false",
    "80 73B001, false",
    "80 3F, false",
    "10 73B00140, false",
    "4A434F50, false",
    "'', false"
  })
  void findsExtendedLength(String historical, boolean extended) {
    byte[] octets = HexFormat.of().parseHex(historical.replace(" ", ""));

    assertThat(Capabilities.of(octets).extendedLength()).isEqualTo(extended);
  }

  @Test
  void takesNamesWithStars() {
    ReaderFilter filter = new ReaderFilter("Virtual PCD*01", " exact (1) ", "");

    assertThat(filter.accepts("Virtual PCD 00 01")).isTrue();
    assertThat(filter.accepts("exact (1)")).isTrue();
    assertThat(filter.accepts("Virtual PCD 00 00")).isFalse();
    assertThat(filter.accepts("exact (1) more")).isFalse();
    assertThat(new ReaderFilter().accepts("any")).isTrue();
  }
}
