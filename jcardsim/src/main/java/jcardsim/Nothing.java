package jcardsim;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where {@code javacard.security.Signature} prints to instead of {@code java.lang.System}: see the
 * build of this bundle. The name is as long as the one that it stands for.
 */
public final class Nothing {
  /** Swallows all. */
  public static final PrintStream out = new PrintStream(OutputStream.nullOutputStream());

  private Nothing() {}
}
