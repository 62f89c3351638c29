package wtls.protocol.connection;

import wtls.protocol.alert.AlertChecksum;
import wtls.protocol.record.RecordView;

/**
 * What alert checksums refer to (WAP-261 10.2): the last record received, for alerts to be sent,
 * and the last few records sent, for alerts received, because the peer may not have seen the
 * newest.
 */
public final class AlertLedger {
  private static final int REMEMBERED = 8;

  private final int[] sent = new int[REMEMBERED];
  private int sentCount;
  private int received;

  /** Notes a record that came from the peer. */
  public void received(RecordView record) {
    received = AlertChecksum.of(record.datagram(), record.start(), record.end() - record.start());
  }

  /** Notes a record that was sent. */
  public void sent(byte[] datagram, int start, int end) {
    sent[sentCount % REMEMBERED] = AlertChecksum.of(datagram, start, end - start);
    sentCount++;
  }

  /** The checksum for an alert to be sent now. */
  public int checksumToSend() {
    return received;
  }

  /**
   * Whether an alert received with this checksum answers something that was sent lately.
   *
   * @param peerMayHaveNothing whether the peer may have received no record at all, which makes zero
   *     plausible
   */
  public boolean isPlausible(int checksum, boolean peerMayHaveNothing) {
    for (int i = 0; i < Math.min(sentCount, REMEMBERED); i++) {
      if (sent[i] == checksum) {
        return true;
      }
    }
    return checksum == 0 && peerMayHaveNothing;
  }
}
