package wtls.protocol.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.util.BigIntegers;
import wtls.api.engine.KeyId;

/**
 * RSA as WTLS uses it: PKCS #1 v1.5 encryption of a 20-octet secret, and signatures over a bare
 * hash (WAP-261 10.5.7.1, 10.5.2). Whether a key is large enough is a matter of policy.
 */
public final class RsaKeys {
  /** Octets of the secret that a client encrypts. */
  public static final int SECRET_SIZE = 20;

  /** Octets that PKCS #1 v1.5 needs beside the message: 00, type, 8 of padding, 00. */
  private static final int PADDING_SIZE = 11;

  private static final int MOST_MODULUS_BITS = 8192;
  private static final int MOST_EXPONENT_BITS = 256;
  private static final int PRIME_CERTAINTY = 112;

  private record PublicKey(BigInteger exponent, BigInteger modulus) {
    int size() {
      return BigIntegers.getUnsignedByteLength(modulus);
    }
  }

  private RsaKeys() {}

  /** Makes a key with exponent 65537. Takes from a tenth of a second to some seconds. */
  public static RsaPrivateKey generate(int bits, SecureRandom random) {
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(
        new RSAKeyGenerationParameters(BigInteger.valueOf(65537), random, bits, PRIME_CERTAINTY));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    return new RsaPrivateKey((RSAPrivateCrtKeyParameters) pair.getPrivate());
  }

  /**
   * Makes a secret and encrypts it with block type 2 for the server.
   *
   * @param exponent the server's key as sent
   * @param modulus the server's key as sent
   * @param clientVersion the version octet of ClientHello, first octet of the secret
   * @return the caller closes it
   * @throws BadKeyException when the key is not fit for RSA
   */
  public static EncryptedSecret encrypt(
      byte[] exponent, byte[] modulus, int clientVersion, SecureRandom random)
      throws BadKeyException {
    byte[] secret = new byte[SECRET_SIZE];
    random.nextBytes(secret);
    secret[0] = (byte) clientVersion;
    return new EncryptedSecret(secret, encrypt(secret, exponent, modulus, random));
  }

  /** Encrypts a given secret with block type 2. */
  static byte[] encrypt(byte[] secret, byte[] exponent, byte[] modulus, SecureRandom random)
      throws BadKeyException {
    PublicKey key = publicKey(exponent, modulus);
    byte[] block = new byte[key.size()];
    int zero = block.length - secret.length - 1;
    byte[] padding = new byte[zero - 2];
    fillWithoutZeros(padding, random);
    block[1] = 2;
    System.arraycopy(padding, 0, block, 2, padding.length);
    System.arraycopy(secret, 0, block, zero + 1, secret.length);
    byte[] encrypted = WipedPower.of(block, key.exponent(), key.modulus());
    Arrays.fill(block, (byte) 0);
    return encrypted;
  }

  private static void fillWithoutZeros(byte[] octets, SecureRandom random) {
    random.nextBytes(octets);
    byte[] another = new byte[1];
    for (int i = 0; i < octets.length; i++) {
      while (octets[i] == 0) {
        random.nextBytes(another);
        octets[i] = another[0];
      }
    }
  }

  /**
   * Decrypts the secret of a client. Where padding, length or version are wrong, the answer is a
   * random secret, in the same time: the handshake then fails at Finished, and says nothing of why.
   *
   * @param encrypted as received, any length
   * @param clientVersion the version octet of ClientHello, which the secret must begin with
   * @return 20 octets in a new array; the caller wipes it
   */
  public static byte[] decryptSecret(
      RsaPrivateKey key, byte[] encrypted, int clientVersion, SecureRandom random) {
    byte[] substitute = new byte[SECRET_SIZE];
    random.nextBytes(substitute);
    int size = BigIntegers.getUnsignedByteLength(key.parameters().getModulus());
    boolean inRange =
        encrypted.length == size
            && new BigInteger(1, encrypted).compareTo(key.parameters().getModulus()) < 0;
    // Neither length nor range is secret, but a wrong one takes as long as the rest.
    byte[] block = privateOperation(key, inRange ? encrypted : new byte[size], random);
    int good = inRange ? -1 : 0;
    int zero = size - SECRET_SIZE - 1;
    good &= ConstantTime.zeroMask(block[0]);
    good &= ConstantTime.equalMask(block[1], 2);
    for (int i = 2; i < zero; i++) {
      good &= ~ConstantTime.zeroMask(block[i]);
    }
    good &= ConstantTime.zeroMask(block[zero]);
    good &= ConstantTime.equalMask(block[zero + 1] & 0xFF, clientVersion & 0xFF);
    byte[] secret = Arrays.copyOfRange(block, zero + 1, size);
    byte[] chosen = ConstantTime.select(good, secret, substitute);
    Arrays.fill(block, (byte) 0);
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(substitute, (byte) 0);
    return chosen;
  }

  /**
   * Signs with block type 1 over the bare hash, no DigestInfo (WAP-261 10.5.2).
   *
   * @param hash at most 11 octets shorter than the modulus
   * @param random for blinding
   * @return a new array as long as the modulus
   */
  public static byte[] sign(RsaPrivateKey key, byte[] hash, SecureRandom random) {
    int size = BigIntegers.getUnsignedByteLength(key.parameters().getModulus());
    if (hash.length > size - PADDING_SIZE) {
      throw new IllegalArgumentException(
          "A hash of "
              + hash.length
              + " octets does not fit an RSA key of "
              + key.bits()
              + " bits: use a larger key.");
    }
    return privateOperation(key, signatureBlock(hash, size), random);
  }

  /**
   * Whether a signature over the bare hash is valid. The expected block is built and compared
   * whole.
   *
   * @throws BadKeyException when the key is not fit for RSA
   */
  public static boolean verify(byte[] exponent, byte[] modulus, byte[] hash, byte[] signature)
      throws BadKeyException {
    PublicKey key = publicKey(exponent, modulus);
    if (signature.length != key.size()
        || hash.length > key.size() - PADDING_SIZE
        || new BigInteger(1, signature).compareTo(key.modulus()) >= 0) {
      return false;
    }
    return ConstantTime.equals(raise(signature, key), signatureBlock(hash, key.size()));
  }

  private static byte[] signatureBlock(byte[] hash, int size) {
    byte[] block = new byte[size];
    int zero = size - hash.length - 1;
    block[1] = 1;
    Arrays.fill(block, 2, zero, (byte) 0xFF);
    System.arraycopy(hash, 0, block, zero + 1, hash.length);
    return block;
  }

  /** The private operation, blinded and checked against faults; as long as the modulus. */
  private static byte[] privateOperation(RsaPrivateKey key, byte[] block, SecureRandom random) {
    RSABlindedEngine engine = new RSABlindedEngine();
    engine.init(true, new ParametersWithRandom(key.parameters(), random));
    return engine.processBlock(block, 0, block.length);
  }

  private static byte[] raise(byte[] block, PublicKey key) {
    BigInteger raised = new BigInteger(1, block).modPow(key.exponent(), key.modulus());
    return BigIntegers.asUnsignedByteArray(key.size(), raised);
  }

  private static PublicKey publicKey(byte[] exponent, byte[] modulus) throws BadKeyException {
    BigInteger e = new BigInteger(1, exponent);
    BigInteger n = new BigInteger(1, modulus);
    int least = 8 * (SECRET_SIZE + PADDING_SIZE);
    if (!n.testBit(0) || n.bitLength() < least || n.bitLength() > MOST_MODULUS_BITS) {
      throw new BadKeyException(
          "The RSA modulus is even, or not of "
              + least
              + " to "
              + MOST_MODULUS_BITS
              + " bits: send a valid public key.");
    }
    if (!e.testBit(0) || e.equals(BigInteger.ONE) || e.bitLength() > MOST_EXPONENT_BITS) {
      throw new BadKeyException(
          "The RSA exponent is even, 1, or above "
              + MOST_EXPONENT_BITS
              + " bits: send a valid public key.");
    }
    return new PublicKey(e, n);
  }

  /**
   * Checks that a public key is fit for RSA, for engines that encrypt elsewhere.
   *
   * @throws BadKeyException when it is not
   */
  public static void check(byte[] exponent, byte[] modulus) throws BadKeyException {
    publicKey(exponent, modulus);
  }

  /**
   * The key id of an RSA key: SHA-1 of the modulus octets as sent (WAP-261 10.5.1.2).
   *
   * @param modulus unsigned, big-endian
   */
  public static KeyId keyId(byte[] modulus) {
    return KeyIds.of(modulus, 0, modulus.length);
  }
}
