package wtls.protocol.crypto;

/**
 * SHA_XOR_40: the record folded to 5 octets by XOR, zeros behind its end. No key takes part, so it
 * authenticates nothing; it is here for peers of WAP-199.
 */
final class XorRecordMac implements RecordMac {
  private static final int SIZE = 5;

  @Override
  public HmacKey key(byte[] octets, int offset, int length) {
    return null;
  }

  @Override
  public void compute(
      HmacKey key,
      int sequence,
      int recordType,
      byte[] content,
      int offset,
      int length,
      int least,
      int most,
      byte[] mac) {
    long header = RecordMac.header(sequence, recordType, length);
    for (int i = 0; i < SIZE; i++) {
      mac[i] = (byte) (header >>> (56 - 8 * i));
    }
    for (int i = 0; i < most; i++) {
      mac[i % SIZE] ^= (byte) (content[offset + i] & ConstantTime.lessMask(i, length));
    }
  }

  @Override
  public void wipe() {}
}
