package wtls.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;

class GatewayPlanTest {
  private static GatewayPlan plan(Map<String, Object> values) throws BadConfigurationException {
    Map<String, Object> all = new HashMap<>(Map.of("home", "keys"));
    all.putAll(values);
    return GatewayPlan.of(TestConfiguration.of(all));
  }

  @Test
  void isStrictAndLocalByDefault() throws Exception {
    GatewayPlan plan = plan(Map.of());

    assertThat(plan.listen().getAddress().isLoopbackAddress()).isTrue();
    assertThat(plan.listen().getPort()).isEqualTo(9202);
    assertThat(plan.relay()).isEmpty();
    assertThat(plan.store()).isEmpty();
    assertThat(plan.policy().leastClass()).isEqualTo(2);
    assertThat(plan.policy().algorithms().allowedLegacy()).isEmpty();
    assertThat(plan.policy().bareEncryptedSecret()).isFalse();
    assertThat(plan.identity().host()).isEqualTo("127.0.0.1");
    assertThat(plan.eventLoops()).isBetween(1, 4);
  }

  @Test
  void takesAllThatItIsTold() throws Exception {
    GatewayPlan plan =
        plan(
            Map.of(
                "listen.address",
                "0.0.0.0",
                "listen.port",
                9203,
                "certificate.name",
                "gw.example.com",
                "relay.address",
                "192.0.2.1",
                "key.exchanges",
                new String[] {"RSA", "ecdh_ecdsa"},
                "cipher.suites",
                new String[] {"RC5_CBC_56/SHA"},
                "allow.legacy",
                new String[] {"RC5_CBC_56"},
                "store.file",
                "sessions.db",
                "event.loops",
                7,
                "wtls.class",
                3));

    assertThat(plan.relay().orElseThrow().getPort()).isEqualTo(9201);
    assertThat(plan.policy().keyExchanges())
        .containsExactlyInAnyOrder(KeyExchangeSuite.RSA, KeyExchangeSuite.ECDH_ECDSA);
    assertThat(plan.policy().cipherSuites())
        .containsExactly(new CipherSuite(BulkCipher.RC5_CBC_56, MacAlgorithm.SHA));
    assertThat(plan.identity().host()).isEqualTo("gw.example.com");
    assertThat(plan.store().orElseThrow())
        .isEqualTo(new GatewayPlan.Store(Path.of("sessions.db"), Path.of("sessions.db.key")));
    assertThat(plan.eventLoops()).isEqualTo(7);
    assertThat(plan.policy().leastClass()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "listen.port|65536|listen.port: 65536 is not within 0 to 65535.",
        "relay.port|0|relay.port: 0 is not within 1 to 65535.",
        "wtls.class|4|wtls.class: 4 is not 1, 2 or 3.",
        "key.refresh.ceiling|256|key.refresh.ceiling: 256 is not within 0 to 255.",
        "session.uses|-1|session.uses: -1 is less than 0.",
        "session.limit|0|session.limit: 0 is less than 1.",
        "handshake.timeout|0|handshake.timeout: 0 is not within 1 to 2147483647 seconds.",
        "event.loops|-1|event.loops: -1 is less than 0.",
        "half.open.limit|0|half.open.limit: 0 is less than 1.",
      })
  void rejectsNumbersOutOfRange(String property, int value, String message) {
    assertThatThrownBy(() -> plan(Map.of(property, value, "relay.address", "127.0.0.1")))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessage(message);
  }

  @Test
  void rejectsARateThatLetsNobodyIn() {
    assertThatThrownBy(() -> plan(Map.of("handshakes.per.second", 0.0)))
        .hasMessage("handshakes.per.second: 0.0 is not more than 0.");
    assertThatThrownBy(() -> plan(Map.of("handshakes.per.second", Double.NaN)))
        .hasMessage("handshakes.per.second: NaN is not more than 0.");
  }

  @Test
  void rejectsNamesThatItDoesNotKnow() {
    assertThatThrownBy(() -> plan(Map.of("allow.legacy", new String[] {"ROT13"})))
        .hasMessageStartingWith("allow.legacy: No legacy algorithm is called ROT13");
    assertThatThrownBy(() -> plan(Map.of("key.exchanges", new String[] {"KEA"})))
        .hasMessageStartingWith("key.exchanges: \"KEA\" is no key exchange suite");
    assertThatThrownBy(() -> plan(Map.of("cipher.suites", new String[] {"AES/SHA"})))
        .hasMessageStartingWith("cipher.suites: \"AES\" is no cipher");
  }

  @Test
  void rejectsAnUnknownHost() {
    assertThatThrownBy(() -> plan(Map.of("relay.address", "host.invalid")))
        .hasMessage("relay.address: The host host.invalid is not known: give its address.");
  }

  @Test
  void wantsKeysFromSomewhere() {
    assertThatThrownBy(() -> plan(Map.of("home", "")))
        .hasMessage("home: Name a folder for keys, or give identities from files.");
  }

  @Test
  void isCertifiedForItsHostWhenItListensEverywhere() throws Exception {
    String name = plan(Map.of("listen.address", "0.0.0.0")).identity().host();
    assertThat(name).isNotBlank().isNotEqualTo("0.0.0.0");
  }
}
