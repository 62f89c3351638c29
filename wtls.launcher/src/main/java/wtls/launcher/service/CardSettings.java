package wtls.launcher.service;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How the reader of simulated cards is to be.
 *
 * @param folder where the cards are
 * @param reader what it is called
 * @param sync whether what a card remembers outlives a crash of the machine
 */
public record CardSettings(Path folder, String reader, boolean sync) {
  public CardSettings {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(reader, "reader");
  }
}
