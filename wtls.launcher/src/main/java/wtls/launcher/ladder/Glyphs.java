package wtls.launcher.ladder;

/**
 * The characters that a ladder is drawn with.
 *
 * @param post a vertical line
 * @param rung a horizontal line
 * @param right the head of an arrow to the right
 * @param left the head of an arrow to the left
 */
public record Glyphs(char post, char rung, char right, char left) {
  /** Box drawing characters. */
  public static final Glyphs UNICODE = new Glyphs('│', '─', '▶', '◀');

  /** For terminals that have no others. */
  public static final Glyphs ASCII = new Glyphs('|', '-', '>', '<');
}
