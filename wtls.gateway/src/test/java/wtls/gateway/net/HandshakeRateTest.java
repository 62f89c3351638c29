package wtls.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class HandshakeRateTest {
  private final HandshakeRate rate = new HandshakeRate(new Limits(10, 10, 2, 5, 100));

  @Test
  void allowsABurstAndThenTheSteadyRate() throws Exception {
    InetAddress address = address("192.0.2.1");
    for (int i = 0; i < 5; i++) {
      assertThat(rate.admit(address, 1000)).isTrue();
    }
    assertThat(rate.admit(address, 1000)).isFalse();
    assertThat(rate.admit(address, 1499)).isFalse();
    assertThat(rate.admit(address, 1500)).isTrue();
    assertThat(rate.admit(address, 1500)).isFalse();
  }

  @Test
  void savesUpNoMoreThanABurst() throws Exception {
    InetAddress address = address("192.0.2.1");
    rate.admit(address, 0);
    int admitted = 0;
    for (int i = 0; i < 20; i++) {
      admitted += rate.admit(address, 1_000_000) ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(5);
  }

  @Test
  void gainsNothingFromAClockThatIsSetBack() throws Exception {
    InetAddress address = address("192.0.2.1");
    for (int i = 0; i < 5; i++) {
      rate.admit(address, 10_000);
    }
    assertThat(rate.admit(address, 0)).isFalse();
    assertThat(rate.admit(address, 500)).isTrue();
  }

  @Test
  void tellsAddressesApart() throws Exception {
    for (int i = 0; i < 5; i++) {
      rate.admit(address("192.0.2.1"), 0);
    }
    assertThat(rate.admit(address("192.0.2.1"), 0)).isFalse();
    assertThat(rate.admit(address("192.0.2.2"), 0)).isTrue();
  }

  @Test
  void countsTheAddressesOfOneIpv6NetworkTogether() throws Exception {
    for (int i = 0; i < 5; i++) {
      rate.admit(address("2001:db8::" + i), 0);
    }
    assertThat(rate.admit(address("2001:db8::ffff:1"), 0)).isFalse();
    assertThat(rate.admit(address("2001:db8:0:1::1"), 0)).isTrue();
  }

  @Test
  void remembersOnlySoManyAddresses() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      rate.admit(InetAddress.getByAddress(new byte[] {10, 0, (byte) (i >> 8), (byte) i}), 0);
    }
    assertThat(rate.addresses()).isEqualTo(100);
  }

  @Test
  void rejectsLimitsThatLetNobodyIn() {
    assertThatThrownBy(() -> new Limits(1, 1, 0, 1, 1))
        .hasMessage("The handshakes per second must be more than 0.");
    assertThatThrownBy(() -> new Limits(1, 0, 1, 1, 1))
        .hasMessage("At least one handshake must be allowed at a time.");
  }

  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }
}
