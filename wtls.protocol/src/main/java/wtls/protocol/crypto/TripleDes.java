package wtls.protocol.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * DES with three keys: encrypt, decrypt, encrypt (WAP-261 table 5). Bouncy Castle's own engine
 * allocates for every block; this one works in place.
 */
final class TripleDes implements BlockCipher {
  private static final int KEY = 8;

  private final DESEngine[] steps = {new DESEngine(), new DESEngine(), new DESEngine()};

  @Override
  public void init(boolean encrypting, CipherParameters parameters) {
    byte[] keys = ((KeyParameter) parameters).getKey();
    for (int i = 0; i < steps.length; i++) {
      byte[] key = Arrays.copyOfRange(keys, i * KEY, (i + 1) * KEY);
      KeyParameter single = new KeyParameter(key);
      DESEngine step = steps[encrypting ? i : steps.length - 1 - i];
      boolean outer = i != 1;
      step.init(encrypting == outer, single);
      Arrays.fill(single.getKey(), (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public int processBlock(byte[] in, int inOffset, byte[] out, int outOffset) {
    steps[0].processBlock(in, inOffset, out, outOffset);
    steps[1].processBlock(out, outOffset, out, outOffset);
    return steps[2].processBlock(out, outOffset, out, outOffset);
  }

  @Override
  public String getAlgorithmName() {
    return "DESede";
  }

  @Override
  public int getBlockSize() {
    return steps[0].getBlockSize();
  }

  @Override
  public void reset() {}
}
