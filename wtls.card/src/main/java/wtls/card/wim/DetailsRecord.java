package wtls.card.wim;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.session.Custody;
import wtls.api.session.Peer;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SecurityLevel.Authentication;
import wtls.api.session.SessionDescription;

/**
 * A record of our own file of session details, 192 octets: what the Sessions record has no room
 * for. The card writes it; the driver only reads.
 */
record DetailsRecord(
    int flags,
    Authentication authentication,
    KeyExchangeSuite keyExchange,
    Instant created,
    Instant expires,
    Instant lastUsed,
    int usesLeft,
    int port,
    String host,
    String peerName) {
  static final int SIZE = 192;
  static final int LONGEST_HOST = 63;
  static final int LONGEST_NAME = 103;

  private static final int VALID = 0x80;
  private static final int DERIVED_ON_CARD = 0x80;
  private static final int IMPORTED = 0x40;
  private static final int EXPOSED = 0x20;
  private static final int ENGINE_ONLY = 0x10;
  private static final int PORTABLE = 0x04;
  private static final int HOST = 24;
  private static final int NAME = 88;

  /** The record; empty when it is free or malformed. */
  static Optional<DetailsRecord> parse(byte[] octets) {
    if (octets.length != SIZE || (octets[0] & 0xFF) != VALID) {
      return Optional.empty();
    }
    ByteBuffer fields = ByteBuffer.wrap(octets);
    int hostLength = octets[HOST] & 0xFF;
    int nameLength = octets[NAME] & 0xFF;
    Optional<KeyExchangeSuite> suite = KeyExchangeSuite.of(octets[3] & 0xFF);
    int wtlsClass = octets[2];
    if (hostLength < 1
        || hostLength > LONGEST_HOST
        || nameLength > LONGEST_NAME
        || suite.isEmpty()
        || wtlsClass < 1
        || wtlsClass > 3) {
      return Optional.empty();
    }
    return Optional.of(
        new DetailsRecord(
            octets[1] & 0xFF,
            Authentication.values()[wtlsClass - 1],
            suite.get(),
            time(fields, 4),
            time(fields, 8),
            time(fields, 16),
            fields.getShort(12) & 0xFFFF,
            fields.getShort(20) & 0xFFFF,
            new String(octets, HOST + 1, hostLength, UTF_8),
            new String(octets, NAME + 1, nameLength, UTF_8)));
  }

  private static Instant time(ByteBuffer fields, int offset) {
    return Instant.ofEpochSecond(fields.getInt(offset) & 0xFFFFFFFFL);
  }

  boolean portable() {
    return (flags & PORTABLE) != 0;
  }

  boolean engineOnly() {
    return (flags & ENGINE_ONLY) != 0;
  }

  /** A secret that the card neither made nor took in for good is one that it gives out again. */
  private Custody custody() {
    return (flags & (DERIVED_ON_CARD | IMPORTED)) != 0 ? Custody.SEALED : Custody.READABLE;
  }

  SessionDescription describe(SessionRecord session, int sessionPort) {
    return new SessionDescription(
        session.id(),
        new Peer(host, sessionPort),
        keyExchange,
        session.suite(),
        new SecurityLevel(authentication, custody(), (flags & EXPOSED) != 0),
        peerName,
        created,
        expires,
        usesLeft);
  }

  /** The octets of a name, cut at a character so that they fit. */
  static byte[] cut(String text, int most) {
    byte[] octets = text.getBytes(UTF_8);
    int length = Math.min(octets.length, most);
    while (length > 0 && length < octets.length && (octets[length] & 0xC0) == 0x80) {
      length--;
    }
    return Arrays.copyOf(octets, length);
  }
}
