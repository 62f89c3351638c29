package wtls.card.wim;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import wtls.api.session.Peer;

/**
 * A record of EF(Peers), 22 octets (WAP-260 9.4.10): which session is for which server.
 *
 * @param session the session's number
 * @param port the server's
 * @param type what the address is: a WDP bearer
 * @param address at most 16 octets, not copied
 */
record PeerRecord(int session, int port, int type, byte[] address) {
  static final int SIZE = 22;

  private static final int IN_USE = 0x80;
  private static final int ANY_IPV4 = 0x00;
  private static final int ANY_IPV6 = 0x01;

  /** The bearers over which IPv4 goes too (WAP-259 appendix C). */
  private static final int CSD_IPV4 = 0x0A;

  private static final int GPRS_IPV4 = 0x0B;
  private static final int LONGEST = 16;
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  /** Looks like IPv6, and like no name that would be looked up. */
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /** The octets of an address in figures; empty for a name, which no record can hold. */
  static Optional<byte[]> address(String host) {
    if (!IPV4.matcher(host).matches() && !IPV6.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(host).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  static Optional<PeerRecord> of(int session, Peer peer) {
    return address(peer.host())
        .map(a -> new PeerRecord(session, peer.port(), a.length == 4 ? ANY_IPV4 : ANY_IPV6, a));
  }

  /** The record; empty when it is not in use, or malformed. */
  static Optional<PeerRecord> parse(byte[] octets) {
    if (octets.length != SIZE || (octets[0] & IN_USE) == 0) {
      return Optional.empty();
    }
    int length = octets[5];
    int port = (octets[2] & 0xFF) << 8 | octets[3] & 0xFF;
    if (length < 0 || length > LONGEST || port == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new PeerRecord(
            octets[1] & 0xFF, port, octets[4] & 0xFF, Arrays.copyOfRange(octets, 6, 6 + length)));
  }

  /** The server, when the address is one of the Internet. */
  Optional<Peer> peer() {
    boolean ip =
        switch (type) {
          case ANY_IPV4, CSD_IPV4, GPRS_IPV4 -> address.length == 4;
          case ANY_IPV6 -> address.length == 16;
          default -> false;
        };
    if (!ip) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Peer(InetAddress.getByAddress(address).getHostAddress(), port));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  byte[] encode() {
    byte[] octets = new byte[SIZE];
    Arrays.fill(octets, 6, SIZE, (byte) 0xFF);
    ByteBuffer.wrap(octets)
        .put((byte) IN_USE)
        .put((byte) session)
        .putShort((short) port)
        .put((byte) type)
        .put((byte) address.length)
        .put(address);
    return octets;
  }
}
