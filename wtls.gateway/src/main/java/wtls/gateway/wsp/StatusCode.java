package wtls.gateway.wsp;

/** HTTP status codes as single octets: class and number in one nibble each (WAP-230 table 36). */
final class StatusCode {
  private StatusCode() {}

  /**
   * The octet for an HTTP status. A status without one becomes the first of its class, as RFC 9110
   * 15 reads unknown ones; but 308, which came later, becomes 307, its nearest relative.
   */
  static int toOctet(int status) {
    return switch (status) {
      case 308 -> 0x37;
      case 416 -> 0x50;
      case 417 -> 0x51;
      default -> {
        int number = status % 100;
        int octet = classOctet(status / 100) + (number <= last(status / 100) ? number : 0);
        yield octet;
      }
    };
  }

  /** The HTTP status for an octet, or -1 if it is not assigned. */
  static int toHttp(int octet) {
    if (octet == 0x50 || octet == 0x51) {
      return 416 + (octet & 0x0F);
    }
    int statusClass = octet >= 0x60 ? 5 : octet >> 4;
    boolean assigned =
        octet >= 0x10 && octet < 0x70 && octet >> 4 != 5 && (octet & 0x0F) <= last(statusClass);
    return assigned ? 100 * statusClass + (octet & 0x0F) : -1;
  }

  private static int classOctet(int statusClass) {
    return statusClass == 5 ? 0x60 : statusClass << 4;
  }

  /** The last number of a class that table 36 assigns in order. */
  private static int last(int statusClass) {
    return switch (statusClass) {
      case 1 -> 1;
      case 2 -> 6;
      case 3 -> 7;
      case 4 -> 15;
      case 5 -> 5;
      default -> -1;
    };
  }
}
