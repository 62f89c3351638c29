package wtls.card.applet.subset;

import org.objectweb.asm.tree.analysis.Value;

/**
 * What is known of a value.
 *
 * @param size in stack slots
 * @param overflow whether it may not fit a short
 * @param constant its value if it is a constant of 0 or more, else -1
 */
record Word(int size, boolean overflow, int constant) implements Value {
  /** A value that fits a short, a reference, or nothing yet. */
  static final Word FITS = new Word(1, false, -1);

  /** The result of arithmetic that may have left the range of a short. */
  static final Word OVERFLOW = new Word(1, true, -1);

  /** A long or double, found elsewhere. */
  static final Word WIDE = new Word(2, false, -1);

  static Word constant(int value) {
    return new Word(1, value != (short) value, value);
  }

  @Override
  public int getSize() {
    return size;
  }
}
