package wtls.card.wim;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.session.SecurityLevel.Authentication;
import wtls.api.session.SessionDescription;
import wtls.api.session.SessionId;

/**
 * A record of EF(Sessions), 22 octets (WAP-260 9.4.11).
 *
 * @param favourite whether it is kept when room is short
 * @param options resumable, server authenticated, client authenticated
 * @param keyId the first four octets of the client key's identifier; zeros for none, not copied
 */
record SessionRecord(
    boolean favourite,
    int options,
    SessionId id,
    CipherSuite suite,
    byte[] keyId,
    Instant created) {
  static final int SIZE = 22;

  static final int IN_USE = 0x80;
  static final int FAVOURITE = 0x40;
  static final int RESUMABLE = 0x80;
  private static final int SERVER_AUTHENTICATED = 0x20;
  private static final int CLIENT_AUTHENTICATED = 0x10;

  static SessionRecord of(SessionDescription session, boolean favourite, byte[] keyId) {
    return new SessionRecord(
        favourite, options(session), session.id(), session.cipherSuite(), keyId, session.created());
  }

  static int options(SessionDescription session) {
    int options = session.id().isEmpty() ? 0 : RESUMABLE;
    return switch (session.level().authentication()) {
      case NONE -> options;
      case SERVER -> options | SERVER_AUTHENTICATED;
      case MUTUAL -> options | SERVER_AUTHENTICATED | CLIENT_AUTHENTICATED;
    };
  }

  static boolean inUse(byte[] record) {
    return (record[0] & IN_USE) != 0;
  }

  /** The record; empty when it is not in use, or nothing that could be resumed. */
  static Optional<SessionRecord> parse(byte[] octets) {
    if (octets.length != SIZE || !inUse(octets) || octets[2] < 0 || octets[2] > 8) {
      return Optional.empty();
    }
    Optional<MacAlgorithm> mac = MacAlgorithm.of(octets[11] & 0xFF);
    Optional<BulkCipher> bulk = BulkCipher.of(octets[12] & 0xFF);
    if (mac.isEmpty() || bulk.isEmpty() || octets[13] != 0) {
      return Optional.empty();
    }
    return Optional.of(
        new SessionRecord(
            (octets[0] & FAVOURITE) != 0,
            octets[1] & 0xFF,
            SessionId.of(Arrays.copyOfRange(octets, 3, 3 + octets[2])),
            new CipherSuite(bulk.get(), mac.get()),
            Arrays.copyOfRange(octets, 14, 18),
            Instant.ofEpochSecond(ByteBuffer.wrap(octets).getInt(18) & 0xFFFFFFFFL)));
  }

  boolean resumable() {
    return (options & RESUMABLE) != 0 && !id.isEmpty();
  }

  Authentication authentication() {
    if ((options & CLIENT_AUTHENTICATED) != 0) {
      return Authentication.MUTUAL;
    }
    return (options & SERVER_AUTHENTICATED) != 0 ? Authentication.SERVER : Authentication.NONE;
  }

  byte[] encode() {
    byte[] octets = id.octets();
    return ByteBuffer.allocate(SIZE)
        .put((byte) (IN_USE | (favourite ? FAVOURITE : 0)))
        .put((byte) options)
        .put((byte) octets.length)
        .put(Arrays.copyOf(octets, 8))
        .put((byte) suite.mac().number())
        .put((byte) suite.bulk().number())
        .put((byte) 0)
        .put(keyId, 0, 4)
        .putInt((int) created.getEpochSecond())
        .array();
  }
}
