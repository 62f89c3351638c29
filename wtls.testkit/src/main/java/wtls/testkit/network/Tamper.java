package wtls.testkit.network;

import java.util.List;

/**
 * Somebody on the way who decides what becomes of each datagram, before chance does.
 *
 * <p>The usual ones are {@link #DROP}, {@link #PASS} and {@link #dropping}.
 */
@FunctionalInterface
public interface Tamper {
  Tamper PASS = (number, datagram) -> List.of(datagram);
  Tamper DROP = (number, datagram) -> List.of();

  /**
   * What goes on in place of a datagram.
   *
   * @param number counts the datagrams of this direction since the tamper was put in place, from 0
   * @param datagram the callee's
   * @return any number of datagrams, in this order
   */
  List<byte[]> pass(int number, byte[] datagram);

  /** Drops one datagram, by its number, and passes the others. */
  static Tamper dropping(int which) {
    return (number, datagram) -> number == which ? List.of() : List.of(datagram);
  }
}
