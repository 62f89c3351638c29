package wtls.api.engine;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Seals and opens the records of one connection (WAP-261 9.2.3). Keys of each window are derived
 * inside, from the sequence number that every call brings; nothing else is remembered, so that any
 * record can be sealed or opened again with the same result, in any order. Engines of the full
 * embodiment may keep a replay window on top: they open a record once, and none that is 64 or more
 * behind the highest.
 */
@ConsumerType
public interface RecordProtection extends AutoCloseable {

  /** What {@link #open} returns for a record that is not authentic. */
  int REJECTED = -1;

  /** The size of a sealed fragment with {@code length} octets of content. Does not block. */
  int sealedSize(int length);

  /**
   * Seals one record: MAC, padding and encryption.
   *
   * @param sequence the record's sequence number, 0 to 65535
   * @param recordType the first octet of the record as it will be sent, flags included (WAP-261
   *     9.2.3.2: it is part of the MAC)
   * @param content holds the content; not changed unless it is also {@code sealed}
   * @param sealed takes {@link #sealedSize} octets from {@code sealedOffset} on; may be the same
   *     array at the same offset as the content
   * @return the number of octets written
   */
  int seal(
      int sequence,
      int recordType,
      byte[] content,
      int contentOffset,
      int length,
      byte[] sealed,
      int sealedOffset)
      throws EngineException;

  /**
   * Opens one record: decryption, padding check and MAC check. Takes the same time whichever of the
   * checks fails.
   *
   * @param sequence the record's sequence number, 0 to 65535
   * @param recordType the first octet of the record as received
   * @param content takes the content from {@code contentOffset} on and has room for {@code length}
   *     octets; holds nothing of use when the record is rejected; may be the same array at the same
   *     offset as the sealed fragment
   * @return the number of octets of content, or {@link #REJECTED}
   */
  int open(
      int sequence,
      int recordType,
      byte[] sealed,
      int sealedOffset,
      int length,
      byte[] content,
      int contentOffset)
      throws EngineException;

  /**
   * Wipes the keys; {@link #seal} and {@link #open} then fail with {@link
   * EngineException.Reason#CLOSED}. Idempotent, never throws.
   */
  @Override
  void close();
}
