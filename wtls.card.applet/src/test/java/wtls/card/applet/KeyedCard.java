package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.util.BigIntegers;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.crypto.Curves;

/**
 * A card with the keys of wim.md's examples: 1 for authentication and decryption in 4411, 2 for
 * non-repudiation in 4412 under PIN 2, 3 for agreement on curve 7 in 4413. All private keys are
 * known.
 */
final class KeyedCard {
  static final String AUTHENTICATION = "01";
  static final String NON_REPUDIATION = "02";
  static final String AGREEMENT = "03";

  /** For agreement whose result comes out. */
  static final String OPEN_AGREEMENT = "04";

  static final BigInteger EXPONENT = BigInteger.valueOf(65537);
  static final NamedCurve CURVE = NamedCurve.SECP160R1;

  static final RSAPrivateCrtKey AUTHENTICATION_KEY = RsaKeysOfTests.generate(1024, EXPONENT);
  static final RSAPrivateCrtKey NON_REPUDIATION_KEY = RsaKeysOfTests.generate(1280, EXPONENT);
  static final BigInteger AGREEMENT_KEY =
      new BigInteger("0a0b0c0d0e0f101112131415161718191a1b1c1d", 16);
  static final BigInteger OPEN_KEY = new BigInteger("6f11328affdaa6105a09a80d49b296b42bede60f", 16);

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private KeyedCard() {}

  static TestCard personalised(TestCard.Kind kind) {
    TestCard card = personalising(kind);
    card.ok("90 4E 0000");
    return card;
  }

  static TestCard personalising(TestCard.Kind kind) {
    TestCard card = TestCard.personalising(kind);
    putRsa(card, AUTHENTICATION, "03 01 4411", AUTHENTICATION_KEY);
    putRsa(card, NON_REPUDIATION, "04 02 4412", NON_REPUDIATION_KEY);
    putEc(card, AGREEMENT, "09 01 4413", CURVE, AGREEMENT_KEY);
    putEc(card, OPEN_AGREEMENT, "10 01 4414", CURVE, OPEN_KEY);
    return card;
  }

  /** What PUT KEY carries. */
  static String rsaKey(String head, RSAPrivateCrtKey key) {
    int n = key.getModulus().bitLength() / 8;
    return head
        + sha1(number(key.getModulus(), n))
        + String.format("%04X", n)
        + number(key.getModulus(), n)
        + number(key.getPrimeP(), n / 2)
        + number(key.getPrimeQ(), n / 2)
        + number(key.getPrimeExponentP(), n / 2)
        + number(key.getPrimeExponentQ(), n / 2)
        + number(key.getCrtCoefficient(), n / 2);
  }

  static void putRsa(TestCard card, String reference, String head, RSAPrivateCrtKey key) {
    for (String command : chunks("42", 1, reference, rsaKey(head, key))) {
      card.ok(command);
    }
  }

  static String ecKey(String head, NamedCurve curve, BigInteger scalar) {
    String x = point(curve, scalar).substring(2, 2 + 2 * curve.fieldOctets());
    return head
        + sha1(x)
        + String.format("%02X", curve.number())
        + number(scalar, curve.orderOctets());
  }

  static void putEc(
      TestCard card, String reference, String head, NamedCurve curve, BigInteger scalar) {
    String data = ecKey(head, curve, scalar).replace(" ", "");
    card.ok("90 42 02" + reference + length(data) + data);
  }

  /** A command of CLA 90 in chunks of short commands, P1 saying that more follow. */
  static List<String> chunks(String ins, int p1, String p2, String data) {
    String all = data.replace(" ", "");
    List<String> commands = new ArrayList<>();
    for (int at = 0; at < all.length(); at += 2 * 255) {
      String part = all.substring(at, Math.min(all.length(), at + 2 * 255));
      int more = at + part.length() < all.length() ? 0x80 : 0;
      commands.add("90" + ins + String.format("%02X", p1 | more) + p2 + length(part) + part);
    }
    return commands;
  }

  static String point(NamedCurve curve, BigInteger scalar) {
    return HEX.formatHex(Curves.of(curve).getG().multiply(scalar).getEncoded(false));
  }

  static String number(BigInteger value, int octets) {
    return HEX.formatHex(BigIntegers.asUnsignedByteArray(octets, value));
  }

  static String length(String hex) {
    int octets = hex.replace(" ", "").length() / 2;
    assertThat(octets).isLessThan(256);
    return String.format("%02X", octets);
  }

  static String sha1(String hex) {
    try {
      byte[] octets = HEX.parseHex(hex);
      return HEX.formatHex(java.security.MessageDigest.getInstance("SHA-1").digest(octets));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
