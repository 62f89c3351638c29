package wtls.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.DhGroup;
import wtls.protocol.Vectors;

class DhKeysTest {
  private final SecureRandom random = new SeededRandom(512);

  static Stream<JsonNode> vectors() {
    return StreamSupport.stream(Vectors.json().get("dh").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void agreesOnTheVectors(JsonNode vector) throws BadKeyException {
    DhGroup group = DhGroup.of(vector.get("param_index").asInt()).orElseThrow();
    byte[] a = Vectors.hex(vector.get("x_a"));
    byte[] b = Vectors.hex(vector.get("x_b"));
    byte[] z = Vectors.hex(vector.get("Z"));

    assertThat(DhKeys.agree(group, a, Vectors.hex(vector.get("Y_b")))).isEqualTo(z);
    assertThat(DhKeys.agree(group, b, Vectors.hex(vector.get("Y_a")))).isEqualTo(z);
  }

  @ParameterizedTest
  @EnumSource
  void agreesBothWays(DhGroup group) throws BadKeyException {
    try (DhKeyPair a = DhKeys.generate(group, random);
        DhKeyPair b = DhKeys.generate(group, random)) {
      assertThat(DhKeys.agree(group, a.privateKey(), b.publicValue()))
          .isEqualTo(DhKeys.agree(group, b.privateKey(), a.publicValue()));
      assertThat(a.privateKey()).hasSize(20);
    }
  }

  @Test
  void avoidsSharedSecretsWithALeadingZero() throws BadKeyException {
    int zeros = 0;
    for (int seed = 0; seed < 600; seed++) {
      try (DhKeyPair peer = DhKeys.generate(DhGroup.DH_512, new SeededRandom(seed));
          DhKeyPair plain = DhKeys.generate(DhGroup.DH_512, new SeededRandom(-1));
          DhKeyPair chosen =
              DhKeys.generateFor(DhGroup.DH_512, peer.publicValue(), new SeededRandom(-1))) {
        byte[] stripped = DhKeys.agree(DhGroup.DH_512, plain.privateKey(), peer.publicValue());
        byte[] padded = DhKeys.paddedAgree(DhGroup.DH_512, plain.privateKey(), peer.publicValue());
        assertThat(padded).hasSize(64).endsWith(stripped);
        zeros += stripped.length < 64 ? 1 : 0;
        assertThat(DhKeys.agree(DhGroup.DH_512, chosen.privateKey(), peer.publicValue()))
            .as("seed %d", seed)
            .hasSize(64);
      }
    }
    assertThat(zeros).as("how often the plain way met one").isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void rejectsValuesOutsideTheSubgroup(DhGroup group) {
    BigInteger one = BigInteger.ONE;
    BigInteger prime = DhKeys.prime(group);
    BigInteger negated =
        prime.subtract(new BigInteger(1, DhKeys.generate(group, random).publicValue()));
    for (BigInteger bad :
        new BigInteger[] {
          BigInteger.ZERO, one, prime.subtract(one), prime, prime.add(one), negated
        }) {
      byte[] value = BigIntegers.asUnsignedByteArray(bad);
      assertThatThrownBy(() -> DhKeys.agree(group, new byte[] {5}, value))
          .isInstanceOf(BadKeyException.class)
          .hasMessage(
              "The DH value is not in the subgroup of %s: send one made with its generator.",
              group.standardName());
      assertThatThrownBy(() -> DhKeys.generateFor(group, value, random))
          .isInstanceOf(BadKeyException.class);
    }
  }

  @Test
  void rejectsExponentsOutsideTheSubgroup() {
    byte[] peer = DhKeys.generate(DhGroup.DH_768, random).publicValue();
    for (byte[] exponent : new byte[][] {{0}, BigInteger.ONE.shiftLeft(160).toByteArray()}) {
      assertThatThrownBy(() -> DhKeys.agree(DhGroup.DH_768, exponent, peer))
          .isInstanceOf(BadKeyException.class)
          .hasMessage(
              "The DH exponent is not between 0 and the order of DH_768: use one made for this"
                  + " group.");
    }
  }

  @Test
  void wipesTheExponentOnClose() {
    DhKeyPair pair = DhKeys.generate(DhGroup.DH_512, random);
    pair.close();
    assertThat(pair.privateKey()).containsOnly(0);
    assertThat(pair).hasToString("DH key pair in DH_512");
  }
}
