package wtls.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.Derivation;
import wtls.protocol.Vectors;

class PrfTest {

  static Stream<JsonNode> vectors() {
    return StreamSupport.stream(Vectors.json().get("prf").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void derivesTheVectors(JsonNode vector) {
    byte[] derived =
        Prf.derive(
            Vectors.hex(vector.get("secret")),
            new Derivation(
                vector.get("label").asText(),
                Vectors.hex(vector.get("seed")),
                PrfHash.valueOf(vector.get("hash").asText()),
                vector.get("len").asInt()));

    assertThat(derived).isEqualTo(Vectors.hex(vector.get("out")));
  }

  @Test
  void derivesAlikeWhenTheSeedComesInParts() {
    byte[] secret = {1, 2, 3};
    byte[] whole = {4, 5, 6, 7};
    byte[] once = new byte[33];
    byte[] inParts = new byte[33];

    Prf.derive(secret, "label", PrfHash.SHA1, once, whole);
    Prf.derive(secret, "label", PrfHash.SHA1, inParts, new byte[] {4}, new byte[] {5, 6, 7});

    assertThat(inParts).isEqualTo(once);
  }

  @Test
  void derivesAlikeAgainWithTheSameKeyedInstance() {
    byte[] first = new byte[44];
    byte[] second = new byte[44];
    try (Prf prf = Prf.keyed(new byte[20], PrfHash.MD5)) {
      prf.derive("label", first, new byte[34]);
      prf.derive("other", new byte[7], new byte[70]);
      prf.derive("label", second, new byte[34]);
    }

    assertThat(second).isEqualTo(first);
  }

  @Test
  void derivesNothingOnceClosed() {
    Prf prf = Prf.keyed(new byte[20], PrfHash.SHA1);
    prf.derive("label", new byte[44], new byte[34]);
    prf.close();

    assertThat(prf.isClosed()).isTrue();
    assertThatThrownBy(() -> prf.derive("label", new byte[1]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The PRF is closed: key a new one.");
  }

  @Test
  void derivesOnlyWithTheHashThatItIsKeyedFor() {
    Derivation derivation = new Derivation("label", new byte[20], PrfHash.MD5, 12);
    try (Prf prf = Prf.keyed(new byte[20], PrfHash.SHA1)) {
      assertThatThrownBy(() -> prf.derive(derivation))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("The PRF is keyed for SHA1.");
    }
  }
}
