package wtls.engine.phone.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import wtls.engine.phone.store.StoreException.Reason;

class StoreCipherTest {
  private static final byte[] KEY = Samples.octets(32, 9);
  private static final byte[] PLAINTEXT = Samples.octets(1000, 1);

  private final StoreCipher cipher = new StoreCipher(KEY, new SecureRandom());

  @Test
  void opensWhatItSealed() throws Exception {
    assertThat(cipher.open(cipher.seal(PLAINTEXT), "s")).isEqualTo(PLAINTEXT);
    assertThat(cipher.open(cipher.seal(new byte[0]), "s")).isEmpty();
  }

  @Test
  void isWhatItsDocumentationSays() throws Exception {
    byte[] file = cipher.seal(PLAINTEXT);
    Mac hmac = Mac.getInstance("HmacSHA256");
    hmac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    byte[] key = hmac.doFinal("wtls store encryption".getBytes(US_ASCII));

    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(128, Arrays.copyOfRange(file, 26, 38)));
    gcm.updateAAD(file, 0, 38);

    assertThat(gcm.doFinal(file, 38, file.length - 38)).isEqualTo(PLAINTEXT);
  }

  @Test
  void neverSealsTheSameWayTwice() {
    assertThat(cipher.seal(PLAINTEXT)).isNotEqualTo(cipher.seal(PLAINTEXT));
  }

  @Test
  void noticesAChangeOfAnyOctet() throws Exception {
    byte[] file = cipher.seal(Samples.octets(20, 1));
    for (int i = 0; i < file.length; i++) {
      byte[] changed = file.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> cipher.open(changed, "s")).isInstanceOf(StoreException.class);
    }
  }

  @Test
  void noticesTruncationToAnyLength() {
    byte[] file = cipher.seal(Samples.octets(20, 1));
    for (int length = 0; length < file.length; length++) {
      byte[] truncated = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> cipher.open(truncated, "s"))
          .isInstanceOf(StoreException.class)
          .extracting(e -> ((StoreException) e).reason())
          .isEqualTo(Reason.DAMAGED);
    }
  }

  @Test
  void tellsAWrongKeyFromDamage() {
    byte[] file = new StoreCipher(Samples.octets(32, 10), new SecureRandom()).seal(PLAINTEXT);

    assertThatThrownBy(() -> cipher.open(file, "/s"))
        .hasMessage(
            "The store /s was written with another key: name the key file that belongs to it, or"
                + " another store.")
        .extracting(e -> ((StoreException) e).reason())
        .isEqualTo(Reason.WRONG_KEY);
  }

  @Test
  void saysWhatToDoWithANewerVersion() {
    byte[] file = cipher.seal(PLAINTEXT);
    file[9] = 2;

    assertThatThrownBy(() -> cipher.open(file, "/s"))
        .hasMessage(
            "The store /s has format 2, this engine knows up to 1: update the engine's bundle, or"
                + " name another store.")
        .extracting(e -> ((StoreException) e).reason())
        .isEqualTo(Reason.NEWER_VERSION);
  }

  @Test
  void saysWhatToDoWithAnotherFile() {
    assertThatThrownBy(() -> cipher.open("-----BEGIN CERTIFICATE-----".getBytes(US_ASCII), "/s"))
        .hasMessage(
            "The store /s is not a store of this engine: restore a copy of it, or move it away to"
                + " begin with an empty one.");
  }
}
