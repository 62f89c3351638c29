package wtls.card.pcsc;

/**
 * What a card says about itself in the historical bytes of its answer to reset (ISO 7816-4 12.1.1).
 *
 * @param extendedLength whether it takes extended APDUs; false when it does not say
 */
record Capabilities(boolean extendedLength) {
  private static final int COMPACT_TLV_WITH_STATUS = 0x00;
  private static final int COMPACT_TLV = 0x80;
  private static final int CARD_CAPABILITIES = 0x7;
  private static final int EXTENDED_LENGTH = 0x40;
  private static final int STATUS_OCTETS = 3;

  static Capabilities of(byte[] historical) {
    if (historical.length == 0) {
      return new Capabilities(false);
    }
    int category = historical[0] & 0xFF;
    int end = historical.length;
    if (category == COMPACT_TLV_WITH_STATUS) {
      end -= STATUS_OCTETS;
    } else if (category != COMPACT_TLV) {
      return new Capabilities(false);
    }
    for (int at = 1; at < end; ) {
      int tag = (historical[at] & 0xFF) >> 4;
      int length = historical[at] & 0x0F;
      // The third octet, where there are as many.
      if (tag == CARD_CAPABILITIES && length >= 3 && at + 3 < end) {
        return new Capabilities((historical[at + 3] & EXTENDED_LENGTH) != 0);
      }
      at += 1 + length;
    }
    return new Capabilities(false);
  }
}
