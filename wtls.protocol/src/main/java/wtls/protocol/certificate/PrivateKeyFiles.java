package wtls.protocol.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.BigIntegers;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.Curves;
import wtls.protocol.crypto.RsaPrivateKey;

/**
 * The contents of private key files: PKCS #8, armoured as {@code -----BEGIN PRIVATE KEY-----} or
 * bare, and the older armoured forms {@code RSA PRIVATE KEY} and {@code EC PRIVATE KEY}. Curves are
 * named by object identifier. Reading and writing the files themselves is left to the caller.
 */
public final class PrivateKeyFiles {
  private static final String FIELD = "private_key_file";
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";
  private static final String PKCS8 = "PRIVATE KEY";
  private static final int SEQUENCE = 0x30;

  private PrivateKeyFiles() {}

  /**
   * Reads the first private key of a file. Armoured blocks of other kinds, as certificates, are
   * passed over.
   *
   * @param file not kept; the caller wipes it
   * @return the caller closes it
   * @throws DecodeException when there is none, or it is malformed, encrypted, or of another kind
   */
  public static FileKey decode(byte[] file) throws DecodeException {
    if (file.length > 0 && file[0] == SEQUENCE) {
      return pkcs8(file, 0);
    }
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
      String label = labelEnd < 0 ? "" : text.substring(begin + BEGIN.length(), labelEnd);
      int content = labelEnd + DASHES.length();
      int end = text.indexOf("-----END " + label + DASHES, content);
      if (labelEnd < 0 || end < 0) {
        throw new DecodeException(FIELD, begin, "has a block that does not end");
      }
      if (label.endsWith(PKCS8)) {
        return block(label, text.substring(content, end), begin);
      }
      begin = text.indexOf(BEGIN, end);
    }
    throw new DecodeException(FIELD, 0, "holds no private key");
  }

  /**
   * Writes a key as armoured PKCS #8.
   *
   * @return a new array; the caller wipes it
   */
  public static byte[] encode(FileKey key) {
    byte[] der = key instanceof FileKey.Rsa rsa ? rsa.key().encode() : encodeEc((FileKey.Ec) key);
    try {
      byte[] base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(der);
      byte[] begin = (BEGIN + PKCS8 + DASHES + "\n").getBytes(StandardCharsets.US_ASCII);
      byte[] end = ("\n-----END " + PKCS8 + DASHES + "\n").getBytes(StandardCharsets.US_ASCII);
      byte[] file = Arrays.copyOf(begin, begin.length + base64.length + end.length);
      System.arraycopy(base64, 0, file, begin.length, base64.length);
      System.arraycopy(end, 0, file, begin.length + base64.length, end.length);
      Arrays.fill(base64, (byte) 0);
      return file;
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static FileKey block(String label, String base64, int at) throws DecodeException {
    if (label.startsWith("ENCRYPTED") || base64.contains("ENCRYPTED")) {
      throw new DecodeException(FIELD, at, "is encrypted: decrypt it first");
    }
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new DecodeException(FIELD, at, "has a block that is not base64");
    }
    try {
      return switch (label) {
        case PKCS8 -> pkcs8(der, at);
        case "RSA " + PKCS8 -> rsa(der, at);
        case "EC " + PKCS8 -> ec(ECPrivateKey.getInstance(der), Optional.empty(), at);
        default -> throw new DecodeException(FIELD, at, "holds a " + label + ", not RSA or EC");
      };
    } catch (RuntimeException e) {
      // Bouncy Castle tells malformed ASN.1 by many kinds of unchecked exception, which may quote
      // the input: none is passed on.
      throw malformed(at);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static FileKey pkcs8(byte[] der, int at) throws DecodeException {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(der);
      AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
      if (X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm())) {
        ECPrivateKey key = ECPrivateKey.getInstance(info.parsePrivateKey());
        return ec(key, Optional.ofNullable(algorithm.getParameters()), at);
      }
      return rsa(der, at);
    } catch (IOException | RuntimeException e) {
      throw malformed(at);
    }
  }

  private static FileKey rsa(byte[] der, int at) throws DecodeException {
    try {
      return new FileKey.Rsa(RsaPrivateKey.decode(der));
    } catch (BadKeyException e) {
      throw malformed(at);
    }
  }

  private static FileKey ec(ECPrivateKey key, Optional<ASN1Encodable> outer, int at)
      throws DecodeException {
    Object parameters = outer.isPresent() ? outer.get() : key.getParametersObject();
    Optional<NamedCurve> curve =
        parameters instanceof ASN1ObjectIdentifier oid ? CurveOids.curve(oid) : Optional.empty();
    if (curve.isEmpty()) {
      throw new DecodeException(FIELD, at, "is not on a curve with a WTLS number");
    }
    byte[] scalar = BigIntegers.asUnsignedByteArray(key.getKey());
    try {
      return FileKey.Ec.of(curve.get(), scalar);
    } catch (BadKeyException e) {
      throw malformed(at);
    } finally {
      Arrays.fill(scalar, (byte) 0);
    }
  }

  private static byte[] encodeEc(FileKey.Ec key) {
    ECPrivateKey inner =
        new ECPrivateKey(
            Curves.of(key.curve()).getN().bitLength(),
            BigIntegers.fromUnsignedByteArray(key.scalar()),
            new DERBitString(key.point()),
            null);
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, CurveOids.of(key.curve()));
    try {
      return new PrivateKeyInfo(algorithm, inner).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("The EC private key cannot be encoded.", e);
    }
  }

  private static DecodeException malformed(int at) {
    return new DecodeException(FIELD, at, "holds a malformed private key");
  }
}
