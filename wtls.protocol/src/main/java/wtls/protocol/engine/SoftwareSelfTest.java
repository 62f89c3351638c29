package wtls.protocol.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.algorithm.NamedCurve;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.EngineException;
import wtls.api.engine.RecordProtection;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.MasterSecretSource;
import wtls.protocol.crypto.Prf;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.RsaPrivateKey;
import wtls.protocol.crypto.SoftwareRecordProtection;
import wtls.protocol.crypto.WtlsKeys;

/**
 * Known answers for one algorithm of each kind. They were computed by other implementations, and
 * the keys in them protect nothing.
 */
public final class SoftwareSelfTest {
  private static final byte[] CLIENT_RANDOM = hex("38a0b0c0101112131415161718191a1b");
  private static final byte[] SERVER_RANDOM = hex("38a0b0d0404142434445464748494a4b");

  /** An RSA key of 512 bits, small so that it is quick. */
  private static final String RSA_KEY =
      """
      3082013b020100024100bb1bf693025c4c0db2aca92b7ef4c0e53ecda7d8cd31eef66b8e496f37d0000cabf46e4ec0\
      c0a454063b49baf3393a63ae1a065a4fe623b52c4f0140f2d9847b0203010001024100b92af63d0c33fd0bfd4bc3eb\
      08abfd0da1b672aa2a7f850616f0ec1985b971a1672b75e3896e2350b7c42a7ab0186c9531014b09f7f7030d71910a\
      f5ffe052d9022100e3f377dc4cc2f06744418530aecaafb455c1cc820ab60b8754bc85dfff9f5a55022100d221f6eb\
      b64ae1e2ce801a99acb90b9db2f411250ed9fecc109d4a8551dad38f02205a90c2d05e171d5889ffd6210f712bf9e4\
      108966294746b14ff34ee53e345bb9022060f8d39e8b8d9b18b3fb624b30ee6471ee37bc01c20cd00d144dc22a2c50\
      33f9022100ca397f60beb0e5d1141b222ec8d7f8dc84804822321df42e7ffec21b5013eb54""";

  private static final String RSA_SIGNATURE =
      """
      137201c6d5614bdd55fdd99e3be05b5721b128357263d80d05e36e9539e624b75fd9b33409ee4a2c5c2038f368a87d\
      a99a93d5bcdb1298b603afafe486128bcf""";

  /** A computation, and what must come of it. */
  record KnownAnswer(String algorithm, Computation computation, String answer) {}

  /** Something to compute. */
  @FunctionalInterface
  interface Computation {
    byte[] run() throws EngineException, GeneralSecurityException;
  }

  private SoftwareSelfTest() {}

  /**
   * Computes one thing with each kind of algorithm.
   *
   * @throws EngineException {@link EngineException.Reason#FAILED} at the first wrong answer
   */
  public static void run() throws EngineException {
    run(answers());
  }

  /** Fails at the first algorithm that gives another answer. */
  static void run(List<KnownAnswer> answers) throws EngineException {
    for (KnownAnswer known : answers) {
      byte[] answer;
      try {
        answer = known.computation().run();
      } catch (GeneralSecurityException | EngineException | RuntimeException e) {
        throw failed(known.algorithm(), e);
      }
      if (!Arrays.equals(answer, hex(known.answer()))) {
        throw failed(known.algorithm(), null);
      }
    }
  }

  static List<KnownAnswer> answers() {
    return List.of(
        new KnownAnswer(
            "the PRF with SHA-1",
            () -> prf(PrfHash.SHA1),
            "e15b3a39109320b0d93d4123f7a07b1763cc9a7f"),
        new KnownAnswer(
            "the PRF with MD5", () -> prf(PrfHash.MD5), "0fc14cba47fc778bcbee7729d23f31c89221fffd"),
        new KnownAnswer(
            "RC5_CBC/SHA",
            SoftwareSelfTest::sealedRecord,
            "a1677d187e662d7f1851ca0bcd9ea712effa72a5c085b279897b4f5e8d0fb9b9"
                + "c02740084b4cf24b55d1aa15453d285e"),
        new KnownAnswer(
            "ECDH on secp160r1",
            SoftwareSelfTest::ecdh,
            "2fc426ab1c30fdf8c960e2a1ea26d1866dc76a8e"),
        new KnownAnswer("RSA", SoftwareSelfTest::rsaSignature, RSA_SIGNATURE));
  }

  private static byte[] prf(PrfHash hash) {
    return Prf.derive(
        hex("a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3"),
        WtlsKeys.masterSecret(CLIENT_RANDOM, SERVER_RANDOM, hash));
  }

  /** Also opens what was sealed, as the other side would, and must reject it when it is changed. */
  private static byte[] sealedRecord() throws EngineException {
    CipherSuite suite = new CipherSuite(BulkCipher.RC5_CBC, MacAlgorithm.SHA);
    byte[] content = "WTLS record payload #19".getBytes(US_ASCII);
    try (RecordProtection client =
            protection(WtlsKeys.clientSide(suite, 3, CLIENT_RANDOM, SERVER_RANDOM));
        RecordProtection server =
            protection(WtlsKeys.serverSide(suite, 3, CLIENT_RANDOM, SERVER_RANDOM))) {
      byte[] sealed = new byte[client.sealedSize(content.length)];
      client.seal(19, 0xE4, content, 0, content.length, sealed, 0);

      byte[] opened = new byte[sealed.length];
      int length = server.open(19, 0xE4, sealed, 0, sealed.length, opened, 0);
      sealed[0] ^= 1;
      int rejected = server.open(19, 0xE4, sealed, 0, sealed.length, new byte[sealed.length], 0);
      sealed[0] ^= 1;
      boolean right =
          length == content.length
              && Arrays.equals(opened, 0, length, content, 0, length)
              && rejected == RecordProtection.REJECTED;
      return right ? sealed : new byte[0];
    }
  }

  private static RecordProtection protection(ConnectionParameters parameters) {
    byte[] masterSecret = hex("c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3");
    return new SoftwareRecordProtection(
        parameters, new MasterSecretSource(masterSecret, parameters));
  }

  private static byte[] ecdh() throws GeneralSecurityException {
    return EcKeys.agree(
        NamedCurve.SECP160R1,
        hex("6f11328affdaa6105a09a80d49b296b42bede60f"),
        hex("032b1f18fff8251df062cbeaba95000562514e7935"));
  }

  /** Also verifies what was signed. */
  private static byte[] rsaSignature() throws GeneralSecurityException {
    RsaPrivateKey key = RsaPrivateKey.decode(hex(RSA_KEY));
    byte[] hash = hex("000102030405060708090a0b0c0d0e0f10111213");
    byte[] signature = RsaKeys.sign(key, hash, new SecureRandom());
    boolean right = RsaKeys.verify(key.exponent(), key.modulus(), hash, signature);
    return right ? signature : new byte[0];
  }

  private static EngineException failed(String algorithm, Exception cause) {
    return new EngineException(
        EngineException.Reason.FAILED,
        "The self-test of "
            + algorithm
            + " gave a wrong answer: do not use this engine, install its bundle again.",
        cause);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
