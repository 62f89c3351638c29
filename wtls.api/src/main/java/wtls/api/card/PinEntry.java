package wtls.api.card;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where a PIN comes from when a card asks for it: a dialogue with the user, or a configuration.
 * Register it as a service; the one with the highest service ranking is asked first, and the next
 * one when it has no answer.
 */
@ConsumerType
public interface PinEntry {

  /** Which PIN. */
  enum Kind {
    /** PIN-G: use of the card's secrets and keys, until it is pulled (WAP-260 12.1.4). */
    GENERAL,
    /** PIN-NR: one non-repudiation signature (WAP-260 13.5). */
    NON_REPUDIATION
  }

  /**
   * Asks for a PIN. May block for as long as a user takes.
   *
   * @param cardSerial the card, in hex
   * @param label the PIN's name on the card
   * @param triesLeft how often a wrong one may still be given, 1 to 15
   * @return the PIN in ASCII without padding, for the caller to wipe; empty when there is no answer
   */
  Optional<byte[]> pin(String cardSerial, Kind kind, String label, int triesLeft);
}
