package wtls.bench;

import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.IDEAEngine;
import org.bouncycastle.crypto.engines.RC532Engine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.CBCModeCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.crypto.params.RC5Parameters;
import wtls.api.algorithm.BulkCipher;

/**
 * One end of one direction of record protection (WAP-261 9.2.3), from Bouncy Castle's CBC mode and
 * HMAC-SHA-1 and nothing else. Trusts its input and takes no care of timing.
 */
final class RawRecords {
  private static final int BLOCK = 8;
  private static final int MAC = 20;
  private static final int MAC_HEADER = 5;

  private final BulkCipher bulk;
  private final boolean seals;
  private final CBCModeCipher cipher;
  private final HMac hmac = new HMac(new SHA1Digest());
  private final byte[] baseIv = new byte[BLOCK];
  private final byte[] iv = new byte[BLOCK];
  private final byte[] header = new byte[MAC_HEADER];
  private final byte[] mac = new byte[MAC];

  /**
   * @param seals whether this end seals, else it opens
   */
  RawRecords(BulkCipher bulk, boolean seals) {
    this.bulk = bulk;
    this.seals = seals;
    this.cipher = CBCBlockCipher.newInstance(engine(bulk));
  }

  private static BlockCipher engine(BulkCipher bulk) {
    return switch (bulk) {
      case RC5_CBC -> new RC532Engine();
      case TRIPLE_DES_CBC_EDE -> new DESedeEngine();
      case IDEA_CBC -> new IDEAEngine();
      default -> throw new IllegalArgumentException(bulk + " is not measured.");
    };
  }

  /** Takes a key block: MAC secret, key, IV. */
  void key(byte[] block) {
    hmac.init(new KeyParameter(block, 0, MAC));
    byte[] key = Arrays.copyOfRange(block, MAC, MAC + bulk.expandedKey());
    CipherParameters parameters =
        bulk == BulkCipher.RC5_CBC ? new RC5Parameters(key, bulk.rounds()) : new KeyParameter(key);
    System.arraycopy(block, MAC + key.length, baseIv, 0, BLOCK);
    cipher.init(seals, new ParametersWithIV(parameters, baseIv));
  }

  /** Seals into {@code fragment}; returns its size. */
  int seal(int sequence, int type, byte[] content, int length, byte[] fragment) {
    System.arraycopy(content, 0, fragment, 0, length);
    mac(sequence, type, content, length);
    System.arraycopy(mac, 0, fragment, length, MAC);
    int size = ((length + MAC) / BLOCK + 1) * BLOCK;
    Arrays.fill(fragment, length + MAC, size, (byte) (size - length - MAC - 1));
    cipher.init(true, withoutKey(sequence));
    blocks(fragment, size, fragment);
    return size;
  }

  /** Opens into {@code content}; returns the length of the content, or -1 for a wrong MAC. */
  int open(int sequence, int type, byte[] fragment, int size, byte[] content) {
    cipher.init(false, withoutKey(sequence));
    blocks(fragment, size, content);
    int length = size - 1 - content[size - 1] - MAC;
    mac(sequence, type, content, length);
    return Arrays.equals(mac, 0, MAC, content, length, length + MAC) ? length : -1;
  }

  private void blocks(byte[] in, int size, byte[] out) {
    for (int at = 0; at < size; at += BLOCK) {
      cipher.processBlock(in, at, out, at);
    }
  }

  private void mac(int sequence, int type, byte[] content, int length) {
    header[0] = (byte) (sequence >> 8);
    header[1] = (byte) sequence;
    header[2] = (byte) type;
    header[3] = (byte) (length >> 8);
    header[4] = (byte) length;
    hmac.update(header, 0, MAC_HEADER);
    hmac.update(content, 0, length);
    hmac.doFinal(mac, 0);
  }

  /** The record's IV alone: the cipher keeps its key schedule. */
  private ParametersWithIV withoutKey(int sequence) {
    for (int i = 0; i < BLOCK; i += 2) {
      iv[i] = (byte) (baseIv[i] ^ sequence >> 8);
      iv[i + 1] = (byte) (baseIv[i + 1] ^ sequence);
    }
    return new ParametersWithIV(null, iv);
  }
}
