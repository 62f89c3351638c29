package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javacard.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.protocol.crypto.SoftwareRecordProtection;
import wtls.protocol.crypto.WtlsKeys;

/** Records of the card and of {@link SoftwareRecordProtection}, octet for octet. */
class RecordAgreementTest {
  private static final long SEED = 3020;
  private static final byte TYPE = 0x64;

  private final Random random = new Random(SEED);
  private final RecordProtection card =
      new RecordProtection(MessageDigest.getInstance(MessageDigest.ALG_SHA, false));

  static Stream<CipherSuite> suites() {
    return Stream.of(BulkCipher.TRIPLE_DES_CBC_EDE, BulkCipher.DES_CBC, BulkCipher.RC5_CBC)
        .flatMap(
            bulk ->
                Stream.of(MacAlgorithm.SHA, MacAlgorithm.SHA_80, MacAlgorithm.SHA_40)
                    .map(mac -> new CipherSuite(bulk, mac)));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void sealsAndOpensWhatThePhoneDoes(CipherSuite suite) throws Exception {
    Keys keys = new Keys(suite);
    for (int round = 0; round < 200; round++) {
      int sequence = random.nextInt(0x10000);
      byte[] content = octets(random.nextInt(300));

      byte[] sealed = keys.sealOnCard(sequence, content);

      assertThat(sealed)
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(keys.seal(sequence, content));
      assertThat(keys.openOnCard(sequence, TYPE, sealed)).isEqualTo(content);
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void rejectsEveryChangedBit(CipherSuite suite) throws Exception {
    Keys keys = new Keys(suite);
    byte[] sealed = keys.seal(7, octets(21));
    for (int bit = 0; bit < 8 * sealed.length; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(keys.openOnCard(7, TYPE, changed)).as("bit %d", bit).isNull();
    }
    assertThat(keys.openOnCard(8, TYPE, sealed)).isNull();
    assertThat(keys.openOnCard(7, TYPE | 0x80, sealed)).isNull();
    assertThat(keys.openOnCard(7, TYPE, Arrays.copyOf(sealed, sealed.length - 8))).isNull();
    assertThat(keys.openOnCard(7, TYPE, new byte[0])).isNull();
  }

  @Test
  void opensEveryPaddingThatIsRightAndNoOther() throws Exception {
    for (CipherSuite suite : suites().toList()) {
      Keys keys = new Keys(suite);
      for (int padding = 0; padding < 256; padding++) {
        int rest = Math.floorMod(-(suite.mac().size() + 1 + padding), 8);
        byte[] content = octets(rest + 8 * random.nextInt(40));

        byte[] sealed = keys.sealPadded(9, content, padding, padding);
        byte[] wrong = keys.sealPadded(9, content, padding, random.nextInt(Math.max(padding, 1)));

        assertThat(keys.openOnCard(9, TYPE, sealed))
            .as("%s, padding %d", suite, padding)
            .isEqualTo(content);
        if (padding > 0) {
          assertThat(keys.openOnCard(9, TYPE, wrong)).as("%s, padding %d", suite, padding).isNull();
        }
      }
    }
  }

  private byte[] octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  /** One window's keys at both ends. */
  private final class Keys {
    final CipherSuite suite;
    final byte bulk;
    final byte mac;
    final byte[] block;
    final byte[] octets = new byte[RecordKeys.SIZE];
    final SoftwareRecordProtection phone;

    Keys(CipherSuite suite) {
      this.suite = suite;
      bulk = (byte) suite.bulk().number();
      mac = (byte) suite.mac().number();
      block = octets(suite.keyBlockSize());
      int key = block.length - 28;
      System.arraycopy(block, 0, octets, RecordKeys.MAC, 20);
      System.arraycopy(block, 20, octets, RecordKeys.KEY, key);
      System.arraycopy(block, 20 + key, octets, RecordKeys.IV, 8);
      phone =
          new SoftwareRecordProtection(
              WtlsKeys.clientSide(suite, 16, new byte[16], new byte[16]),
              (direction, start, out) -> System.arraycopy(block, 0, out, 0, out.length));
    }

    byte[] seal(int sequence, byte[] content) throws Exception {
      byte[] sealed = new byte[phone.sealedSize(content.length)];
      phone.seal(sequence, TYPE, content, 0, content.length, sealed, 0);
      return sealed;
    }

    byte[] sealOnCard(int sequence, byte[] content) {
      byte[] buffer = new byte[1000];
      System.arraycopy(content, 0, buffer, 3, content.length);
      card.keySealing(bulk, octets, (short) 0);
      short size =
          card.seal(
              bulk,
              mac,
              octets,
              (short) 0,
              (short) sequence,
              TYPE,
              buffer,
              (short) 3,
              (short) content.length);
      return Arrays.copyOfRange(buffer, 3, 3 + size);
    }

    /** The content, or null when the card rejects the record. */
    byte[] openOnCard(int sequence, int type, byte[] sealed) {
      byte[] buffer = new byte[1000];
      System.arraycopy(sealed, 0, buffer, 3, sealed.length);
      card.keyOpening(bulk, octets, (short) 0);
      short length =
          card.open(
              bulk,
              mac,
              octets,
              (short) 0,
              (short) sequence,
              (byte) type,
              buffer,
              (short) 3,
              (short) sealed.length);
      if (length == RecordProtection.REJECTED) {
        if (sealed.length % 8 == 0 && sealed.length > mac) {
          assertThat(buffer).as("a rejected record").isEqualTo(new byte[1000]);
        }
        return null;
      }
      return Arrays.copyOfRange(buffer, 3, 3 + length);
    }

    /** Seals by hand, with padding of any length, one octet of which may say something else. */
    byte[] sealPadded(int sequence, byte[] content, int padding, int wrongAt) throws Exception {
      return Padded.seal(suite, block, sequence, TYPE, content, padding, wrongAt);
    }
  }
}
