package wtls.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import wtls.protocol.crypto.RsaKeys;

/** One RSA public operation, and one private operation, blinded and by CRT. */
final class RawRsa implements RawKeyExchange {
  private static final int SECRET = 20;
  private static final int LENGTHS = 4;

  private final RSAEngine publicEngine = new RSAEngine();
  private final RSABlindedEngine privateEngine = new RSABlindedEngine();
  private final byte[] block;
  private final byte[] signature;
  private final int preMasterSize;

  /** Makes a key of this size. */
  RawRsa(int bits, SecureRandom random) {
    RSAPrivateCrtKeyParameters key;
    try {
      byte[] encoded = RsaKeys.generate(bits, random).encode();
      key = (RSAPrivateCrtKeyParameters) PrivateKeyFactory.createKey(encoded);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    publicEngine.init(true, new RSAKeyParameters(false, key.getModulus(), key.getPublicExponent()));
    privateEngine.init(true, new ParametersWithRandom(key, random));
    block = new byte[bits / 8];
    random.nextBytes(block);
    block[0] = 0;
    signature = privateEngine.processBlock(block, 0, block.length);
    int exponent = (key.getPublicExponent().bitLength() + 7) / 8;
    preMasterSize = SECRET + LENGTHS + exponent + block.length;
    check();
  }

  private void check() {
    byte[] expected = Arrays.copyOfRange(block, 1, block.length);
    byte[] decrypted = agree();
    int start = decrypted.length - expected.length;
    if (!Arrays.equals(expected, 0, expected.length, decrypted, start, decrypted.length)
        || !verify()) {
      throw new IllegalStateException("Private and public operation do not undo each other.");
    }
  }

  @Override
  public int preMasterSize() {
    return preMasterSize;
  }

  @Override
  public byte[] agree() {
    byte[] encrypted = publicEngine.processBlock(block, 0, block.length);
    return privateEngine.processBlock(encrypted, 0, encrypted.length);
  }

  @Override
  public boolean verify() {
    byte[] raised = publicEngine.processBlock(signature, 0, signature.length);
    return raised[raised.length - 1] == block[block.length - 1];
  }
}
