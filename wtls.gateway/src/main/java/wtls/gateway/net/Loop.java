package wtls.gateway.net;

import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/** The thread that a table of clients lives on, and its socket. */
interface Loop extends Executor {

  /** Sends a datagram, or drops it when the socket cannot take more. Called on this loop. */
  void send(InetSocketAddress to, byte[] datagram);

  /**
   * Runs something on this loop later, never within the call; drops it when the loop has ended. May
   * be called from any thread.
   */
  @Override
  void execute(Runnable command);
}
