package wtls.launcher.card;

import java.util.Optional;
import wtls.api.card.PinEntry;

/** Asks a person, each time. */
public record AskedPins(PinPrompt prompt) implements PinEntry {
  @Override
  public Optional<byte[]> pin(String cardSerial, Kind kind, String label, int triesLeft) {
    String purpose = kind == Kind.GENERAL ? "" : " for this signature";
    String left = triesLeft == 1 ? ", the last try" : "";
    return prompt.ask(
        "\"" + label.strip() + "\"" + purpose + " of card " + cardSerial + left + ": ");
  }
}
