package wtls.gateway.wsp;

import wtls.protocol.codec.DecodeException;

/** The Version-value: major and minor number in one octet, or a text (WAP-230 8.4.2.3). */
final class Versions {
  private static final int NO_MINOR = 15;

  private Versions() {}

  static String text(String field, WspReader in) throws DecodeException {
    if (in.atText(field)) {
      return in.text(field);
    }
    int start = in.offset();
    int octet = in.uint8(field);
    int major = octet >> 4 & 7;
    int minor = octet & 0x0F;
    if (octet < 0x80 || major == 0) {
      throw new DecodeException(field, start, "is not a version");
    }
    return minor == NO_MINOR ? Integer.toString(major) : major + "." + minor;
  }

  static WspWriter encode(String version) {
    int dot = version.indexOf('.');
    String major = dot < 0 ? version : version.substring(0, dot);
    String minor = dot < 0 ? "15" : version.substring(dot + 1);
    boolean fits = major.matches("[1-7]") && minor.matches(dot < 0 ? "15" : "[0-9]|1[0-4]");
    return fits
        ? new WspWriter().uint8(0x80 | Integer.parseInt(major) << 4 | Integer.parseInt(minor))
        : new WspWriter().text(version);
  }
}
