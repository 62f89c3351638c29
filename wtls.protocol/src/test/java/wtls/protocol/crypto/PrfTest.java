package wtls.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
  void isWipedOnClose() {
    Prf prf = Prf.keyed(new byte[20], PrfHash.SHA1);
    prf.derive("label", new byte[44], new byte[34]);
    assertThat(prf.isWiped()).isFalse();

    prf.close();

    assertThat(prf.isWiped()).isTrue();
    assertThatThrownBy(() -> prf.derive("label", new byte[1]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The PRF is closed: key a new one.");
  }

  @ParameterizedTest
  @EnumSource
  void hashesLikeBouncyCastle(PrfHash hash) {
    long seed = 20010406;
    Random random = new Random(seed);
    for (int length = 0; length < 300; length++) {
      byte[] message = new byte[length];
      random.nextBytes(message);
      byte[] ours = new byte[hash.size()];
      Hmac.hash(Compression.of(hash), message, 0, length, ours);

      byte[] theirs = new byte[hash.size()];
      Digest digest = digest(hash);
      digest.update(message, 0, length);
      digest.doFinal(theirs, 0);
      assertThat(ours).as("seed %d, length %d", seed, length).isEqualTo(theirs);
    }
  }

  @ParameterizedTest
  @EnumSource
  void authenticatesLikeBouncyCastle(PrfHash hash) {
    long seed = 19990218;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      byte[] key = new byte[random.nextInt(200)];
      byte[] message = new byte[random.nextInt(300)];
      random.nextBytes(key);
      random.nextBytes(message);
      Compression compression = Compression.of(hash);
      HmacKey hmacKey = new HmacKey(compression);
      hmacKey.set(compression, key, 0, key.length);
      Hmac hmac = new Hmac(compression, hmacKey);
      byte[] ours = new byte[hash.size()];
      hmac.update(message);
      hmac.finish(ours);

      byte[] theirs = new byte[hash.size()];
      HMac reference = new HMac(digest(hash));
      reference.init(new KeyParameter(key));
      reference.update(message, 0, message.length);
      reference.doFinal(theirs, 0);
      assertThat(ours).as("seed %d, round %d", seed, round).isEqualTo(theirs);
    }
  }

  @Test
  void hashesThePublishedExamples() {
    byte[] abc = {'a', 'b', 'c'};
    byte[] sha1 = new byte[20];
    byte[] md5 = new byte[16];
    Hmac.hash(new Sha1Compression(), abc, 0, 3, sha1);
    Hmac.hash(new Md5Compression(), abc, 0, 3, md5);

    assertThat(sha1)
        .as("FIPS 180")
        .isEqualTo(HexFormat.of().parseHex("a9993e364706816aba3e25717850c26c9cd0d89d"));
    assertThat(md5)
        .as("RFC 1321 A.5")
        .isEqualTo(HexFormat.of().parseHex("900150983cd24fb0d6963f7d28e17f72"));
  }

  private static Digest digest(PrfHash hash) {
    return hash == PrfHash.SHA1 ? new SHA1Digest() : new MD5Digest();
  }
}
