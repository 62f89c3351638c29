package wtls.launcher.command;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;

/** Whether a gateway can listen where it is told to. */
final class ListenAddress {
  private ListenAddress() {}

  /**
   * Binds a socket there, and lets go of it.
   *
   * @throws CommandFailure when it cannot be bound, with the reason
   */
  static void check(InetSocketAddress address) throws CommandFailure {
    try {
      new DatagramSocket(address).close();
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.ENVIRONMENT, sentence(address, e), e);
    }
  }

  private static String sentence(InetSocketAddress address, IOException failure) {
    String host = address.getAddress().getHostAddress();
    if (!isOfThisMachine(address)) {
      return host + " is not an address of this machine; choose another with --listen.";
    }
    String whole = HostPort.of(address).toString();
    boolean denied = String.valueOf(failure.getMessage()).contains("ermission");
    if (failure instanceof BindException && !denied) {
      return whole + " is in use by another program; stop that, or choose another with --listen.";
    }
    return whole
        + " cannot be listened on ("
        + failure.getMessage()
        + "); choose another with --listen.";
  }

  private static boolean isOfThisMachine(InetSocketAddress address) {
    try {
      return address.getAddress().isAnyLocalAddress()
          || address.getAddress().isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address.getAddress()) != null;
    } catch (IOException e) {
      return true;
    }
  }
}
