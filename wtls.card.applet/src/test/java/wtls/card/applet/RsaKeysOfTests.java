package wtls.card.applet;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.util.BigIntegers;

/** RSA keys for tests, made once per length. */
final class RsaKeysOfTests {
  private static final Map<String, RSAPrivateCrtKey> KEYS = new ConcurrentHashMap<>();

  private RsaKeysOfTests() {}

  static RSAPrivateCrtKey generate(int bits, BigInteger exponent) {
    return KEYS.computeIfAbsent(bits + "," + exponent, key -> make(bits, exponent));
  }

  private static RSAPrivateCrtKey make(int bits, BigInteger exponent) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(bits, exponent));
      return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] octets(BigInteger number, int length) {
    return BigIntegers.asUnsignedByteArray(length, number);
  }
}
