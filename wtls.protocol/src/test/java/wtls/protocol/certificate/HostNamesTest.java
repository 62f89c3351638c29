package wtls.protocol.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTest {

  @ParameterizedTest
  @CsvSource({
    "wap.example.com, wap.example.com, true",
    "wap.example.com, WAP.EXAMPLE.COM, true",
    "wap.example.com., wap.example.com, true",
    "wap.example.com, example.com, false",
    "'', '', false",
    "*.example.com, wap.example.com, false",
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "127.0.0.1, 127.0.1, false",
    "2001:DB8::1, 2001:db8:0:0:0:0:0:1, true",
    "::ffff:127.0.0.1, 127.0.0.1, true",
    "1.2.3.256, 1.2.3.256, true"
  })
  void comparesNamesAndAddresses(String name, String host, boolean same) {
    assertThat(HostNames.match(name, host)).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource({
    "*.example.com, wap.example.com, true",
    "*.example.com, example.com, false",
    "*.example.com, a.b.example.com, false",
    "*.com, example.com, false",
    "w*.example.com, wap.example.com, false",
    "*.0.0.1, 127.0.0.1, false",
    "wap.example.com, wap.example.com, true"
  })
  void takesAStarForOneWholeLabel(String name, String host, boolean same) {
    assertThat(HostNames.matchWithStar(name, host)).isEqualTo(same);
  }
}
