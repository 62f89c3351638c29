package wtls.card.pkcs15;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** The object identifiers of a WIM (WAP-260 9.4, WAP-261 appendix A) and our own. */
public final class Oid {
  /** wap-wsg. */
  private static final String WAP = "2.23.43.1.";

  public static final String WTLS_RSA = WAP + "1.1";
  public static final String GENERIC_RSA = WAP + "1.2";
  public static final String WTLS_ECDH = WAP + "1.3";
  public static final String GENERIC_ECC = WAP + "1.4";
  public static final String PEERS = WAP + "2.1";
  public static final String SESSIONS = WAP + "2.2";
  public static final String WIM_PATH = WAP + "3";

  /**
   * The arc of what no standard has: below the one that is free to all, a number taken at random.
   * OpenSC takes no arcs of more than 32 bits, as those made of a UUID are.
   */
  private static final String OWN = "2.999.1710461390.";

  /** Master secrets that may be read after PIN-G: class 1. */
  public static final String READABLE_SECRETS = OWN + "1";

  /** The security environment in which key agreement gives out its result. */
  public static final String OPEN_AGREEMENT = OWN + "2";

  /** The security environment whose master secrets serve the card's own records only. */
  public static final String ENGINE = OWN + "3";

  /** What the Sessions records have no room for. */
  public static final String SESSION_DETAILS = OWN + "4";

  private Oid() {}

  static byte[] encode(String dotted) {
    String[] arcs = dotted.split("\\.");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BigInteger first = BigInteger.valueOf(40L * Long.parseLong(arcs[0]));
    encodeArc(out, first.add(new BigInteger(arcs[1])));
    for (int i = 2; i < arcs.length; i++) {
      encodeArc(out, new BigInteger(arcs[i]));
    }
    return out.toByteArray();
  }

  private static void encodeArc(ByteArrayOutputStream out, BigInteger arc) {
    int groups = Math.max(1, (arc.bitLength() + 6) / 7);
    for (int i = groups - 1; i >= 0; i--) {
      int group = arc.shiftRight(7 * i).intValue() & 0x7F;
      out.write(i == 0 ? group : group | 0x80);
    }
  }

  static String decode(byte[] value) throws MalformedObjectException {
    if (value.length == 0 || value.length > 64 || value[value.length - 1] < 0) {
      throw new MalformedObjectException("An object identifier is malformed.");
    }
    StringBuilder dotted = new StringBuilder();
    BigInteger arc = BigInteger.ZERO;
    for (byte octet : value) {
      arc = arc.shiftLeft(7).or(BigInteger.valueOf(octet & 0x7F));
      if (octet >= 0) {
        append(dotted, arc);
        arc = BigInteger.ZERO;
      }
    }
    return dotted.toString();
  }

  private static void append(StringBuilder dotted, BigInteger arc) {
    if (dotted.length() > 0) {
      dotted.append('.').append(arc);
      return;
    }
    int root = arc.compareTo(BigInteger.valueOf(40)) < 0 ? 0 : 1;
    if (arc.compareTo(BigInteger.valueOf(80)) >= 0) {
      root = 2;
    }
    dotted.append(root).append('.').append(arc.subtract(BigInteger.valueOf(40L * root)));
  }
}
