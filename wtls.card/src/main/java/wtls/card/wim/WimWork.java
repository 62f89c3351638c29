package wtls.card.wim;

/**
 * Several calls that belong together, without another thread's in between.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface WimWork<T> {
  /** Does it. */
  T run() throws WimException;
}
