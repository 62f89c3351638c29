package wtls.card.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The answer to reset of the simulated cards (ISO 7816-3 8, ISO 7816-4 12.1.1). */
final class Atr {
  private static final int DIRECT_CONVENTION = 0x3B;
  private static final int TD1_FOLLOWS = 0x80;
  private static final int T1 = 0x01;

  private static final int COMPACT_TLV = 0x80;
  private static final int CAPABILITIES = 0x73;
  // Selection by full name, by path and by file identifier.
  private static final int SELECTION = 0xB0;
  private static final int BYTES_ARE_UNITS = 0x01;
  private static final int EXTENDED_LENGTH = 0x40;
  private static final int ISSUER_DATA = 0x50;

  private Atr() {}

  /** Says the protocol, whether extended APDUs are known, and as issuer data WTLS and the class. */
  static byte[] of(CardClass cardClass, CardOptions options) {
    byte[] historical = historical(cardClass, options);
    ByteArrayOutputStream atr = new ByteArrayOutputStream();
    atr.write(DIRECT_CONVENTION);
    if (options.t0()) {
      atr.write(historical.length);
    } else {
      atr.write(TD1_FOLLOWS | historical.length);
      atr.write(T1);
    }
    atr.writeBytes(historical);
    if (!options.t0()) {
      atr.write(check(atr.toByteArray()));
    }
    return atr.toByteArray();
  }

  private static byte[] historical(CardClass cardClass, CardOptions options) {
    byte[] issuer = ("WTLS" + cardClass.number()).getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    octets.write(COMPACT_TLV);
    octets.write(CAPABILITIES);
    octets.write(SELECTION);
    octets.write(BYTES_ARE_UNITS);
    octets.write(options.knowsExtended() ? EXTENDED_LENGTH : 0);
    octets.write(ISSUER_DATA | issuer.length);
    octets.writeBytes(issuer);
    return octets.toByteArray();
  }

  // All octets from T0 on, together with this one, give 0.
  private static int check(byte[] atr) {
    int check = 0;
    for (int i = 1; i < atr.length; i++) {
      check ^= atr[i];
    }
    return check;
  }
}
