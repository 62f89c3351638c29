package wtls.api.session;

import java.util.Arrays;
import java.util.HexFormat;

/** A session identifier of 0 to 8 octets (WAP-261 10.5.1.2); public, chosen by the server. */
public final class SessionId {
  /** The identifier of a session that cannot be resumed. */
  public static final SessionId EMPTY = new SessionId(new byte[0]);

  private final byte[] octets;

  private SessionId(byte[] octets) {
    this.octets = octets;
  }

  /**
   * The identifier with these octets, which are copied.
   *
   * @throws IllegalArgumentException when there are more than 8
   */
  public static SessionId of(byte[] octets) {
    if (octets.length > 8) {
      throw new IllegalArgumentException(
          "A session id has at most 8 octets, not " + octets.length + ".");
    }
    return new SessionId(octets.clone());
  }

  /** A copy of the octets. */
  public byte[] octets() {
    return octets.clone();
  }

  /** Whether the session cannot be resumed. */
  public boolean isEmpty() {
    return octets.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SessionId that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** The octets in hex. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(octets);
  }
}
