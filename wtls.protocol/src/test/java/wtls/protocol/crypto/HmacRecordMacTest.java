package wtls.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wtls.api.algorithm.PrfHash;

class HmacRecordMacTest {
  private static final long SEED = 19990218;

  @ParameterizedTest
  @EnumSource
  void equalsPlainHmacWhateverTheBoundsOfTheLength(PrfHash hash) {
    Random random = new Random(SEED);
    RecordMac recordMac = new HmacRecordMac(hash);
    for (int round = 0; round < 2_000; round++) {
      byte[] secret = new byte[hash.size()];
      random.nextBytes(secret);
      byte[] content = new byte[random.nextInt(700)];
      random.nextBytes(content);
      int most = content.length;
      int least = Math.max(0, most - random.nextInt(256));
      int length = least + random.nextInt(most - least + 1);
      int sequence = random.nextInt(0x10000);
      byte[] mac = new byte[hash.size()];

      HmacKey key = recordMac.key(secret, 0, secret.length);
      recordMac.compute(key, sequence, 0xE4, content, 0, length, least, most, mac);

      assertThat(mac)
          .as("seed %d, round %d: %d within %d to %d", SEED, round, length, least, most)
          .isEqualTo(plain(hash, secret, sequence, content, length));
    }
  }

  private static byte[] plain(
      PrfHash hash, byte[] secret, int sequence, byte[] content, int length) {
    HMac hmac = new HMac(Digests.of(hash));
    hmac.init(new KeyParameter(secret));
    hmac.update((byte) (sequence >> 8));
    hmac.update((byte) sequence);
    hmac.update((byte) 0xE4);
    hmac.update((byte) (length >> 8));
    hmac.update((byte) length);
    hmac.update(content, 0, length);
    byte[] mac = new byte[hash.size()];
    hmac.doFinal(mac, 0);
    return mac;
  }
}
