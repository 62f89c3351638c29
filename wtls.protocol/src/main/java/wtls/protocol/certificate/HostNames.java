package wtls.protocol.certificate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compares the name in a certificate with the host that was asked for. Looks nothing up. */
final class HostNames {
  private static final Pattern IPV4 =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private HostNames() {}

  /** Whether both are the same host name, or the same address however written. */
  static boolean match(String name, String host) {
    Optional<byte[]> address = address(host);
    if (address.isPresent()) {
      return isAddress(name, address.get());
    }
    return !name.isEmpty() && normal(name).equals(normal(host));
  }

  /** As {@link #match}, where a star as the first label stands for any one label. */
  static boolean matchWithStar(String name, String host) {
    int dot = host.indexOf('.');
    return match(name, host)
        || name.startsWith("*.")
            && name.indexOf('.', 2) > 0
            && dot > 0
            && address(host).isEmpty()
            && normal(name.substring(1)).equals(normal(host.substring(dot)));
  }

  /** Whether the text is an IP literal for this address. */
  static boolean isAddress(String text, byte[] address) {
    return address(text).filter(octets -> Arrays.equals(octets, address)).isPresent();
  }

  /** The octets of an IP literal; empty for anything else. */
  private static Optional<byte[]> address(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      // A literal of either kind is never looked up.
      return Optional.of(InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static String normal(String name) {
    String text = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return text.toLowerCase(Locale.ROOT);
  }
}
