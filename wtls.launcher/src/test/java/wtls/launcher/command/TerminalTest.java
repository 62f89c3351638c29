package wtls.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void firstLocaleVariableThatIsSetDecidesOnUnicode() {
    assertThat(isUnicode(Map.of("LANG", "de_DE.UTF-8"))).isTrue();
    assertThat(isUnicode(Map.of("LANG", "C.utf8"))).isTrue();
    assertThat(isUnicode(Map.of("LC_ALL", "C", "LANG", "de_DE.UTF-8"))).isFalse();
    assertThat(isUnicode(Map.of("LC_ALL", "", "LC_CTYPE", "C.UTF-8", "LANG", "C"))).isTrue();
    assertThat(isUnicode(Map.of())).isFalse();
  }

  private static boolean isUnicode(Map<String, String> environment) {
    return Terminal.of(System.out, System.err, environment).unicode();
  }
}
