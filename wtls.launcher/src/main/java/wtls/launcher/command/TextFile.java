package wtls.launcher.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that people read before they sign it. */
final class TextFile {
  private TextFile() {}

  /** The octets of a file, which are text in UTF-8, at most so many. */
  static byte[] read(Path file, int most) throws CommandFailure {
    byte[] octets;
    try (InputStream in = Files.newInputStream(file)) {
      octets = in.readNBytes(most + 1);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT, file + " cannot be read; name a file that is there.", e);
    }
    if (octets.length > most) {
      throw new CommandFailure(
          ExitCode.BAD_USAGE, file + " has more than " + most + " octets; sign a shorter text.");
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
    } catch (CharacterCodingException e) {
      throw new CommandFailure(
          ExitCode.BAD_USAGE, file + " is no text in UTF-8; sign only what people can read.", e);
    }
    return octets;
  }

  /**
   * The text as it may be shown: what would move the cursor, change colours or turn the direction
   * of writing stands as an escape, so that nothing of it hides.
   */
  static String displayed(byte[] text) {
    StringBuilder shown = new StringBuilder();
    new String(text, StandardCharsets.UTF_8)
        .codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\t' || !hides(c)) {
                shown.appendCodePoint(c);
              } else {
                shown.append(String.format("\\u{%x}", c));
              }
            });
    return shown.toString();
  }

  private static boolean hides(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
