package wtls.protocol.crypto;

import wtls.api.algorithm.MacAlgorithm;

/**
 * The MAC over a record (WAP-261 9.2.3): of sequence number, record type, content length and
 * content. The length may be a secret within known bounds, since a record that is opened keeps its
 * padding length to itself: time and addresses then depend on the bounds alone.
 */
interface RecordMac {
  /** Octets before the content: sequence number 2, record type 1, content length 2. */
  int HEADER = 5;

  static RecordMac of(MacAlgorithm mac) {
    return mac == MacAlgorithm.SHA_XOR_40 ? new XorRecordMac() : new HmacRecordMac(mac.hash());
  }

  /**
   * Computes the whole MAC, before truncation, into the start of {@code mac}.
   *
   * @param length octets of content, secret
   * @param least the least that the length could be, not secret
   * @param most the most that the length could be, not secret; so much can be read from {@code
   *     content}
   */
  void compute(
      HmacKey key,
      int sequence,
      int recordType,
      byte[] content,
      int offset,
      int length,
      int least,
      int most,
      byte[] mac);

  /** Makes a key for {@link #compute}; unkeyed MACs take no notice of it. */
  HmacKey key(byte[] octets, int offset, int length);

  /** Wipes the scratch memory. */
  void wipe();

  /** The header in the upper 5 octets of a word. */
  static long header(int sequence, int recordType, int length) {
    return (long) sequence << 48 | (recordType & 0xFFL) << 40 | (long) length << 24;
  }
}
