package wtls.card.transport;

import java.util.Arrays;
import java.util.Objects;
import wtls.api.card.CardException;

/**
 * A card's answer (ISO 7816-4).
 *
 * @param data not copied, so that it can be wiped
 * @param status the status word
 */
public record ResponseApdu(byte[] data, StatusWord status) {

  public ResponseApdu {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(status, "status");
  }

  /**
   * Takes an answer apart; {@code octets} stay the caller's.
   *
   * @throws CardException {@link CardException.Reason#MUTE} when there is not even a status word
   */
  public static ResponseApdu parse(byte[] octets) throws CardException {
    if (octets == null || octets.length < 2) {
      throw new CardException(
          CardException.Reason.MUTE,
          "The card answered without a status word: pull it, clean it, insert it again.");
    }
    return new ResponseApdu(
        Arrays.copyOf(octets, octets.length - 2), StatusWord.at(octets, octets.length - 2));
  }

  /** Data and status word, a new array. */
  public byte[] encode() {
    byte[] octets = Arrays.copyOf(data, data.length + 2);
    octets[data.length] = (byte) (status.value() >> 8);
    octets[data.length + 1] = (byte) status.value();
    return octets;
  }

  /** Overwrites the data with zeros. */
  public void wipe() {
    Arrays.fill(data, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResponseApdu that
        && status.equals(that.status)
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(data) + status.hashCode();
  }

  /** The length and the status word; no data, which may be secret. */
  @Override
  public String toString() {
    return data.length + " octets, " + status;
  }
}
