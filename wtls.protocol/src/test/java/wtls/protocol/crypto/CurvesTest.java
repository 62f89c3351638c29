package wtls.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.Vectors;

class CurvesTest {

  static Stream<JsonNode> vectors() {
    return StreamSupport.stream(Vectors.json().get("ecdh").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void agreesOnTheVectors(JsonNode vector) throws BadKeyException {
    NamedCurve curve = NamedCurve.of(vector.get("curve").asInt()).orElseThrow();
    byte[] a = new BigInteger(vector.get("d_a").asText(), 16).toByteArray();
    byte[] b = new BigInteger(vector.get("d_b").asText(), 16).toByteArray();
    byte[] z = Vectors.hex(vector.get("Z"));

    for (String form : new String[] {"compressed", "uncompressed"}) {
      byte[] pointA = Vectors.hex(vector.get("Q_a_" + form));
      byte[] pointB = Vectors.hex(vector.get("Q_b_" + form));
      try (EcKeyPair pair = EcKeys.of(curve, a)) {
        assertThat(pair.point(form.equals("compressed"))).isEqualTo(pointA);
      }
      assertThat(EcKeys.agree(curve, a, pointB)).isEqualTo(z);
      assertThat(EcKeys.agree(curve, b, pointA)).isEqualTo(z);
    }
    assertThat(z).hasSize(curve.fieldOctets());
  }

  @ParameterizedTest
  @EnumSource
  void hasTheSizesOfTheVocabulary(NamedCurve curve) {
    ECDomainParameters domain = Curves.of(curve);

    assertThat(domain.getCurve().getFieldSize()).isEqualTo(curve.bits());
    assertThat((domain.getN().bitLength() + 7) / 8).isEqualTo(curve.orderOctets());
    assertThat(domain.getN().isProbablePrime(64)).isTrue();
    assertThat(ECAlgorithms.referenceMultiply(domain.getG(), domain.getN()).isInfinity()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void rejectsPointsOfSmallSubgroups(NamedCurve curve) {
    ECDomainParameters domain = Curves.of(curve);
    if (domain.getH().equals(BigInteger.ONE)) {
      return;
    }
    // Binary curves y^2 + xy = x^3 + ax^2 + b have the point (0, sqrt b) of order 2.
    ECPoint small =
        domain
            .getCurve()
            .createPoint(BigInteger.ZERO, domain.getCurve().getB().sqrt().toBigInteger());
    ECPoint outside = domain.getG().add(small).normalize();
    assertThat(small.twice().isInfinity()).isTrue();

    for (ECPoint point : new ECPoint[] {small, outside}) {
      for (boolean compressed : new boolean[] {true, false}) {
        assertRejected(curve, point.getEncoded(compressed));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rejectsPointsThatAreNotOnTheCurve(NamedCurve curve) {
    byte[] point = Curves.of(curve).getG().getEncoded(false);
    point[point.length - 1] ^= 1;
    assertRejected(curve, point);

    byte[] large = Curves.of(curve).getG().getEncoded(true);
    Arrays.fill(large, 1, large.length, (byte) 0xFF);
    assertRejected(curve, large);
  }

  private static void assertRejected(NamedCurve curve, byte[] point) {
    assertThatThrownBy(() -> Curves.decodePoint(curve, point))
        .isInstanceOf(BadKeyException.class)
        .hasMessage(
            "The EC point is not a point of the group on %s: send a valid public key.",
            curve.standardName());
    assertThatThrownBy(() -> EcKeys.agree(curve, new byte[] {1}, point))
        .isInstanceOf(BadKeyException.class);
  }

  @ParameterizedTest
  @EnumSource
  void rejectsOtherForms(NamedCurve curve) {
    byte[] hybrid = Curves.of(curve).getG().getEncoded(false);
    hybrid[0] = (byte) (6 + (hybrid[hybrid.length - 1] & 1));
    for (byte[] point : new byte[][] {{}, {0}, {1, 2}, hybrid}) {
      assertThatThrownBy(() -> Curves.decodePoint(curve, point))
          .isInstanceOf(BadKeyException.class)
          .hasMessage(
              "The EC point is neither compressed nor uncompressed: send it as 02, 03 or 04 and"
                  + " coordinates.");
    }
    int octets = 1 + curve.fieldOctets();
    assertThatThrownBy(() -> Curves.decodePoint(curve, new byte[] {2, 1, 1}))
        .isInstanceOf(BadKeyException.class)
        .hasMessage(
            "The EC point has 3 octets where %s needs %d: send coordinates of %d octets.",
            curve.standardName(), octets, curve.fieldOctets());
  }
}
