package wtls.card.applet.subset;

/**
 * Something that a Java Card converter refuses, or that a card must not do.
 *
 * @param where class and method
 * @param line in the source; 0 if it is not known
 * @param what is wrong, in one phrase
 */
public record Finding(String where, int line, String what) {
  @Override
  public String toString() {
    return where + ":" + line + " " + what;
  }
}
