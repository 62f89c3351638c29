package wtls.launcher.card;

import java.util.Optional;
import wtls.api.card.PinEntry;

/**
 * Answers from a file.
 *
 * @param file stays the caller's
 */
public record FilePins(PinFile file) implements PinEntry {
  @Override
  public Optional<byte[]> pin(String cardSerial, Kind kind, String label, int triesLeft) {
    return file.pin(kind);
  }
}
