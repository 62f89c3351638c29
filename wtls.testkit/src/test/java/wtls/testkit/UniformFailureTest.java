package wtls.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EngineException;
import wtls.gateway.handshake.CertifiedKey;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.EncryptedSecret;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.record.ContentType;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.engine.InsiderEngine;
import wtls.testkit.network.Address;
import wtls.testkit.pki.TestPki;

/**
 * What fails in padding, in the MAC or in RSA decryption fails alike: the same answers, at the same
 * times, of the same size: promise 6. That it takes the same time to compute is for the tests of
 * the record protection to show.
 */
class UniformFailureTest {
  private static final int HEADER = 5;
  private static final int BLOCK = 8;

  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  /** Damages of a record of three blocks: in CBC a flipped bit also flips one in the next block. */
  private static Map<String, byte[]> damaged(byte[] record) {
    Map<String, byte[]> all = new LinkedHashMap<>();
    int last = record.length - BLOCK;
    all.put("content", flipped(record, HEADER));
    all.put("MAC", flipped(record, last - BLOCK));
    all.put("padding octets", flipped(record, last - 2));
    all.put("padding length", flipped(record, last - 1));
    all.put("last block", flipped(record, record.length - 1));
    all.put("a block less", withLength(Arrays.copyOf(record, last)));
    all.put("an octet less", withLength(Arrays.copyOf(record, record.length - 1)));
    all.put("too short for a MAC", withLength(Arrays.copyOf(record, HEADER + BLOCK)));
    return all;
  }

  private static byte[] flipped(byte[] record, int at) {
    byte[] copy = record.clone();
    copy[at] ^= 1;
    return copy;
  }

  private static byte[] withLength(byte[] record) {
    record[3] = (byte) (record.length - HEADER >> 8);
    record[4] = (byte) (record.length - HEADER);
    return record;
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void paddingAndMacErrorsLookAlikeAtTheGateway(EngineUnderTest kind) throws EngineException {
    assertAlike(kind, true);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void paddingAndMacErrorsLookAlikeAtThePhone(EngineUnderTest kind) throws EngineException {
    assertAlike(kind, false);
  }

  private void assertAlike(EngineUnderTest kind, boolean atGateway) throws EngineException {
    Map<String, List<String>> reactions = new LinkedHashMap<>();
    for (ContentType type : ContentType.values()) {
      for (String damage : damaged(new byte[60]).keySet()) {
        reactions.put(type + " " + damage, reaction(kind, atGateway, type, damage));
      }
    }
    assertThat(reactions.values()).allSatisfy(r -> assertThat(r).isEmpty());
  }

  /** All that is sent within a minute after a damaged record has come. */
  private List<String> reaction(
      EngineUnderTest kind, boolean atGateway, ContentType type, String damage)
      throws EngineException {
    traces.forget();
    Scenario scenario = new Scenario(traces.network(1), kind).engine(InsiderEngine::new);
    InsiderEngine insider = (InsiderEngine) scenario.phone().engine();
    PhoneEnd phone = scenario.connectedAtBothEnds();
    Address gateway = scenario.gateway().address();
    byte[] content = new byte[21];
    byte[] right =
        atGateway ? insider.asPhone(3, type, content) : insider.asGateway(3, type, content);
    List<String> reaction = new ArrayList<>();
    watch(scenario, phone.address(), gateway, reaction);
    watch(scenario, gateway, phone.address(), reaction);

    byte[] wrong = damaged(right).get(damage);
    if (atGateway) {
      scenario.network().forge(phone.address(), gateway, wrong);
    } else {
      scenario.network().forge(gateway, phone.address(), wrong);
    }
    scenario.network().run(Duration.ofMinutes(1));

    List<String> seen = List.copyOf(reaction);
    new Transfer(scenario, phone).exchange(2, Duration.ofMillis(5)).assertInOrder();
    return seen;
  }

  private static void watch(Scenario scenario, Address from, Address to, List<String> seen) {
    long start = scenario.network().now();
    scenario
        .network()
        .link(from, to)
        .setTamper(
            (number, datagram) -> {
              seen.add(scenario.network().now() - start + " " + from + " " + datagram.length);
              return List.of(datagram);
            });
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void rsaDecryptionFailuresLookAlike(EngineUnderTest kind) throws Exception {
    assumeTrue(kind.isSeeded(), "other randoms make other checksums");
    Map<String, List<String>> reactions = new LinkedHashMap<>();
    for (String name : wrongSecrets().keySet()) {
      reactions.put(name, rsaReaction(kind, wrongSecrets().get(name)));
    }

    List<String> first = reactions.values().iterator().next();
    assertThat(first).as("the gateway answers").isNotEmpty();
    assertThat(reactions).allSatisfy((name, seen) -> assertThat(seen).as(name).isEqualTo(first));
  }

  /** Encrypted secrets that are wrong in different ways, for the gateway's key. */
  private static Map<String, byte[]> wrongSecrets() throws BadKeyException {
    CertifiedKey.Rsa key = (CertifiedKey.Rsa) TestPki.get().serverKeys().get(0);
    byte[] e = key.exponent();
    byte[] n = key.modulus();
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("another secret", encrypted(e, n, 1));
    all.put("wrong version", encrypted(e, n, 2));
    byte[] bad = encrypted(e, n, 1);
    bad[n.length - 1] ^= 1;
    all.put("bad padding", bad);
    all.put("nothing but zeros", new byte[n.length]);
    all.put("one", one(n.length));
    all.put("the modulus itself", n.clone());
    return all;
  }

  private static byte[] encrypted(byte[] exponent, byte[] modulus, int version)
      throws BadKeyException {
    try (EncryptedSecret secret =
        RsaKeys.encrypt(exponent, modulus, version, new SeededRandom(version))) {
      return secret.encrypted().clone();
    }
  }

  private static byte[] one(int length) {
    byte[] one = new byte[length];
    one[length - 1] = 1;
    return one;
  }

  /** What the gateway sends, and when, to a client whose encrypted secret was exchanged. */
  private List<String> rsaReaction(EngineUnderTest kind, byte[] encrypted) throws EngineException {
    traces.forget();
    Scenario scenario =
        new Scenario(traces.network(1), kind)
            .request(r -> r.keyExchanges(List.of(KeyExchangeSuite.RSA)));
    scenario.gateway().setTaskTime(10);
    PhoneEnd phone = scenario.phone().prepare(scenario.currentSettings());
    Address gateway = scenario.gateway().address();
    scenario
        .network()
        .link(phone.address(), gateway)
        .setTamper(
            (number, datagram) -> {
              if (number == 1) {
                // Record header, message header, vector length.
                System.arraycopy(encrypted, 0, datagram, HEADER + 3 + 2, encrypted.length);
              }
              return List.of(datagram);
            });
    List<String> seen = new ArrayList<>();
    long start = scenario.network().now();
    scenario
        .network()
        .link(gateway, phone.address())
        .setTamper(
            (number, datagram) -> {
              String alert = datagram.length < 20 ? " " + Arrays.toString(datagram) : "";
              seen.add(scenario.network().now() - start + " " + datagram.length + alert);
              return List.of(datagram);
            });
    phone.start();
    scenario.network().run(Duration.ofMinutes(1));
    assertThat(phone.opened()).isEmpty();
    seen.addAll(scenario.at(phone).refusals().stream().map(Object::toString).toList());
    return seen;
  }
}
