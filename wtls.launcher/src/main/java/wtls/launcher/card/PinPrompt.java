package wtls.launcher.card;

import java.util.Optional;

/** Asks a person for a secret. */
@FunctionalInterface
public interface PinPrompt {

  /** Where nobody is there to ask. */
  PinPrompt NOBODY = question -> Optional.empty();

  /**
   * Asks, without showing what is typed. Blocks until there is an answer.
   *
   * @return the characters in ASCII, for the caller to wipe; empty when nothing was given
   */
  Optional<byte[]> ask(String question);
}
