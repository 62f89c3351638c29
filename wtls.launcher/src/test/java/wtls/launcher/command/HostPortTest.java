package wtls.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

  @Test
  void readsNameAndPort() {
    assertThat(HostPort.parse("localhost:9202")).isEqualTo(new HostPort("localhost", 9202));
  }

  @Test
  void readsIpv6LiteralInBrackets() {
    HostPort address = HostPort.parse("[::1]:9202");

    assertThat(address).isEqualTo(new HostPort("::1", 9202));
    assertThat(address).hasToString("[::1]:9202");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", ":9202", "::1:9202", "[]:1", ""})
  void refusesWhatIsNotHostAndPort(String text) {
    assertThatThrownBy(() -> HostPort.parse(text))
        .hasMessage("'" + text + "' is not HOST:PORT, for example localhost:9202 or [::1]:9202.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "-1", "", "9202x", "999999", "+1"})
  void refusesWhatIsNotPort(String port) {
    assertThatThrownBy(() -> HostPort.parse("localhost:" + port))
        .hasMessage("'" + port + "' is not a port; give 0 to 65535.");
  }

  @Test
  void unknownHostCannotBeReached() {
    assertThatThrownBy(() -> new HostPort("no-such-host.invalid", 1).resolve())
        .hasMessage(
            "The host no-such-host.invalid is not known; check the name, or give an address.")
        .extracting(failure -> ((CommandFailure) failure).code())
        .isEqualTo(ExitCode.UNREACHABLE);
  }
}
