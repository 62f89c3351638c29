package wtls.protocol.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaKeys;

class PrivateKeyFilesTest {
  /** Made by OpenSSL, as the next one, for these tests. */
  private static final String EC =
      """
      -----BEGIN EC PARAMETERS-----
      BgUrgQQACA==
      -----END EC PARAMETERS-----
      -----BEGIN EC PRIVATE KEY-----
      MFECAQEEFQDrFT3r0pelKtxd0L2Gxpr2oDE2a6AHBgUrgQQACKEsAyoABHbZZgPe
      NRvBJDTxifINTXsikMB3APV9baCEGa5ZLsIAyll1Jl5dz/k=
      -----END EC PRIVATE KEY-----
      """;

  private static final String EC_PKCS8 =
      """
      -----BEGIN PRIVATE KEY-----
      MGECAQAwEAYHKoZIzj0CAQYFK4EEAAgESjBIAgEBBBUA6xU969KXpSrcXdC9hsaa
      9qAxNmuhLAMqAAR22WYD3jUbwSQ08YnyDU17IpDAdwD1fW2ghBmuWS7CAMpZdSZe
      Xc/5
      -----END PRIVATE KEY-----
      """;

  @Test
  void readsBothFormsOfEcKeysThatOpenSslWrites() throws Exception {
    for (String file : new String[] {EC, EC_PKCS8}) {
      FileKey.Ec key = (FileKey.Ec) decode(file);

      assertThat(key.curve()).isEqualTo(NamedCurve.SECP160R1);
      assertThat(HexFormat.of().formatHex(key.scalar()))
          .isEqualTo("00eb153debd297a52adc5dd0bd86c69af6a031366b");
      assertThat(HexFormat.of().formatHex(key.point()))
          .isEqualTo("0376d96603de351bc12434f189f20d4d7b2290c077");
    }
  }

  @Test
  void readsPkcs1() throws Exception {
    try (InputStream in = getClass().getResourceAsStream("/vectors/rsa1024_client.pem")) {
      FileKey.Rsa key = (FileKey.Rsa) PrivateKeyFiles.decode(in.readAllBytes());

      assertThat(key.key().bits()).isEqualTo(1024);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatItWroteOnEveryCurve(NamedCurve curve) throws Exception {
    try (EcKeyPair pair = EcKeys.generate(curve, new SecureRandom())) {
      FileKey.Ec key = FileKey.Ec.of(curve, pair.privateKey());

      FileKey.Ec read = (FileKey.Ec) PrivateKeyFiles.decode(PrivateKeyFiles.encode(key));

      assertThat(read.curve()).isEqualTo(curve);
      assertThat(read.scalar()).isEqualTo(pair.privateKey());
      assertThat(read.point()).isEqualTo(pair.point(true));
      assertThat(read.id()).isEqualTo(EcKeys.keyId(pair.point(false)));
    }
  }

  @Test
  void readsTheRsaKeyThatItWrote() throws Exception {
    FileKey.Rsa key = new FileKey.Rsa(RsaKeys.generate(512, new SecureRandom()));

    FileKey.Rsa read = (FileKey.Rsa) PrivateKeyFiles.decode(PrivateKeyFiles.encode(key));

    assertThat(read.key().encode()).isEqualTo(key.key().encode());
    assertThat(read.id()).isEqualTo(RsaKeys.keyId(key.key().modulus()));
  }

  @Test
  void readsBareDer() throws Exception {
    String base64 = EC_PKCS8.replaceAll("-----.*-----|\n", "");

    FileKey key = PrivateKeyFiles.decode(Base64.getDecoder().decode(base64));

    assertThat(key.id()).isEqualTo(decode(EC).id());
  }

  @Test
  void passesOverCertificates() throws Exception {
    String certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

    assertThat(decode(certificate + EC).id()).isEqualTo(decode(EC).id());
  }

  @Test
  void saysWhatIsWrongWithAFile() {
    assertRefused("", "private_key_file at offset 0: holds no private key");
    assertRefused("some text", "private_key_file at offset 0: holds no private key");
    assertRefused(
        "-----BEGIN PRIVATE KEY-----END PRIVATE KEY-----",
        "private_key_file at offset 0: has a block that does not end");
    assertRefused(
        "-----BEGIN PRIVATE KEY-----\nAAAA",
        "private_key_file at offset 0: has a block that does not end");
    assertRefused(
        "x\n-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
        "private_key_file at offset 2: is encrypted: decrypt it first");
    assertRefused(
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n"
            + "-----END RSA PRIVATE KEY-----",
        "private_key_file at offset 0: is encrypted: decrypt it first");
    assertRefused(
        "-----BEGIN PRIVATE KEY-----\n"
            + "MC4CAQAwBQYDK2VwBCIEID+ThVfpKcnmnXVNwr3lIbFpfLASPd9YNyb6WLc666/+\n"
            + "-----END PRIVATE KEY-----",
        "private_key_file at offset 0: holds a malformed private key");
    assertRefused(
        "-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----",
        "private_key_file at offset 0: holds a DSA PRIVATE KEY, not RSA or EC");
    assertRefused(
        EC.replace("BgUrgQQACKEs", "BgUrgQQAIqEs"),
        "private_key_file at offset 71: is not on a curve with a WTLS number");
  }

  @Test
  void answersDamageWithNothingButItsOwnException() {
    byte[] file = Base64.getDecoder().decode(EC_PKCS8.replaceAll("-----.*-----|\n", ""));
    long seed = 261;
    Random random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      byte[] damaged = file.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        PrivateKeyFiles.decode(damaged).close();
      } catch (DecodeException expected) {
        assertThat(expected).as("seed %d round %d", seed, i).hasMessageContaining("private");
      }
    }
  }

  private static void assertRefused(String file, String message) {
    assertThatThrownBy(() -> decode(file)).isInstanceOf(DecodeException.class).hasMessage(message);
  }

  private static FileKey decode(String file) throws DecodeException {
    return PrivateKeyFiles.decode(file.getBytes(US_ASCII));
  }
}
