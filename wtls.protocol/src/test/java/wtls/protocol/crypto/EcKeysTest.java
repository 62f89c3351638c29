package wtls.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.Vectors;

class EcKeysTest {
  private final SecureRandom random = new SeededRandom(7);

  @ParameterizedTest
  @EnumSource
  void agreesBothWaysWithEitherForm(NamedCurve curve) throws BadKeyException {
    for (int round = 0; round < 5; round++) {
      try (EcKeyPair a = EcKeys.generate(curve, random);
          EcKeyPair b = EcKeys.generate(curve, random)) {
        byte[] z = EcKeys.agree(curve, a.privateKey(), b.point(true));
        assertThat(z).hasSize(curve.fieldOctets());
        assertThat(EcKeys.agree(curve, b.privateKey(), a.point(false))).isEqualTo(z);
        assertThat(a.privateKey()).hasSize(curve.orderOctets());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void multipliesRightlyAtTheEdges(NamedCurve curve) throws BadKeyException {
    BigInteger order = Curves.of(curve).getN();
    try (EcKeyPair peer = EcKeys.generate(curve, random)) {
      ECPoint point = Curves.decodePoint(curve, peer.point(false));
      for (int distance : new int[] {1, 2, 3, 4, 5, 8, 15, 16, 17, 31, 32, 33}) {
        BigInteger small = BigInteger.valueOf(distance);
        for (BigInteger scalar : new BigInteger[] {small, order.subtract(small)}) {
          byte[] expected =
              ECAlgorithms.referenceMultiply(point, scalar)
                  .normalize()
                  .getAffineXCoord()
                  .getEncoded();
          assertThat(EcKeys.agree(curve, scalar.toByteArray(), peer.point(true)))
              .as("scalar %s", scalar)
              .isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rejectsScalarsOutsideTheGroup(NamedCurve curve) {
    byte[] order = Curves.of(curve).getN().toByteArray();
    byte[] point = Curves.of(curve).getG().getEncoded(true);
    for (byte[] scalar : new byte[][] {{}, {0, 0}, order}) {
      assertThatThrownBy(() -> EcKeys.agree(curve, scalar, point))
          .isInstanceOf(BadKeyException.class)
          .hasMessage(
              "The EC private key is not between 0 and the order of %s: use one made for this"
                  + " curve.",
              curve.standardName());
    }
  }

  @ParameterizedTest
  @EnumSource
  void signsOnlyOnCurvesOf160BitsAndAbove(NamedCurve curve) throws BadKeyException {
    byte[] hash = new byte[20];
    random.nextBytes(hash);
    try (EcKeyPair pair = EcKeys.generate(curve, random)) {
      if (curve.legacy()) {
        String message =
            "ECDSA is not allowed on "
                + curve.standardName()
                + ", which is below 160 bits: use a larger curve.";
        assertThatThrownBy(() -> EcKeys.sign(curve, pair.privateKey(), hash)).hasMessage(message);
        assertThatThrownBy(() -> EcKeys.verify(curve, pair.point(true), hash, new byte[40]))
            .isInstanceOf(BadKeyException.class)
            .hasMessage(message);
        return;
      }
      byte[] signature = EcKeys.sign(curve, pair.privateKey(), hash);
      assertThat(signature).hasSize(2 * curve.orderOctets());
      assertThat(EcKeys.verify(curve, pair.point(true), hash, signature)).isTrue();
      for (int i = 0; i < signature.length; i++) {
        byte[] broken = signature.clone();
        broken[i] ^= 1;
        assertThat(EcKeys.verify(curve, pair.point(false), hash, broken)).isFalse();
      }
      assertThat(EcKeys.verify(curve, pair.point(true), hash, new byte[signature.length]))
          .isFalse();
      byte[] shorter = Arrays.copyOf(signature, signature.length - 1);
      assertThat(EcKeys.verify(curve, pair.point(true), hash, shorter)).isFalse();
      hash[0] ^= 1;
      assertThat(EcKeys.verify(curve, pair.point(true), hash, signature)).isFalse();
    }
  }

  @Test
  void verifiesTheCertificatesOfTheVectors() throws BadKeyException, NoSuchAlgorithmException {
    JsonNode keys = Vectors.json().get("certs").get("ec7_private");
    byte[] scalar = new BigInteger(keys.get("ca").asText(), 16).toByteArray();
    try (EcKeyPair ca = EcKeys.of(NamedCurve.SECP160R1, scalar)) {
      for (String file : new String[] {"derived_ca_ec7.wtls", "derived_server_ec7.wtls"}) {
        byte[] certificate = Vectors.file(file);
        int end = certificate.length - 44;
        byte[] hash = MessageDigest.getInstance("SHA-1").digest(Arrays.copyOf(certificate, end));
        byte[] signature = Arrays.copyOfRange(certificate, end + 2, certificate.length);
        assertThat(EcKeys.verify(NamedCurve.SECP160R1, ca.point(true), hash, signature))
            .as(file)
            .isTrue();
      }
    }
  }

  @Test
  void namesAKeyByItsCoordinateInEitherForm() throws BadKeyException, NoSuchAlgorithmException {
    try (EcKeyPair pair = EcKeys.generate(NamedCurve.SECP160R1, random)) {
      byte[] x = Arrays.copyOfRange(pair.point(true), 1, 21);
      assertThat(EcKeys.keyId(pair.point(true)).octets())
          .isEqualTo(MessageDigest.getInstance("SHA-1").digest(x));
      assertThat(EcKeys.keyId(pair.point(false))).isEqualTo(EcKeys.keyId(pair.point(true)));
    }
    assertThatThrownBy(() -> EcKeys.keyId(new byte[] {0})).isInstanceOf(BadKeyException.class);
  }

  @Test
  void wipesThePrivateKeyOnClose() {
    EcKeyPair pair = EcKeys.generate(NamedCurve.SECP160R1, random);
    pair.close();
    assertThat(pair.privateKey()).containsOnly(0);
    assertThat(pair).hasToString("EC key pair on secp160r1");
  }
}
