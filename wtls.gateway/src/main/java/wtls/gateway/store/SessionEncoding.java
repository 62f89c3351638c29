package wtls.gateway.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.session.SessionId;

/**
 * A session as octets, 63 of them and for a proven client 20 more and the name. The time is in
 * clear and authenticated, so that it can be indexed.
 *
 * <pre>
 * expires(4)  sealed with the id and the time:
 *   version(1)=1  uses left(2)  created(4)  key exchange(1)  bulk(1)  mac(1)  master secret(20)
 *   class(1)  client, UTF-8 to the end
 * </pre>
 */
final class SessionEncoding {
  /** Names are for display: longer ones are cut, so that no session takes 300 octets. */
  static final int MAX_NAME = 128;

  /** Octets of the largest encoded session. */
  static final int MAX_SIZE = 63 + MAX_NAME;

  private static final int VERSION = 1;
  private static final int FIXED = 31;

  private final SessionCipher cipher;

  SessionEncoding(SessionCipher cipher) {
    this.cipher = cipher;
  }

  /** When an encoded session expires, in seconds since 1970. */
  static long expires(byte[] octets) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(octets).getInt());
  }

  byte[] encode(StoredSession session, int usesLeft) {
    byte[] client = cut(session.client());
    ByteBuffer clear = ByteBuffer.allocate(FIXED + client.length);
    clear.put((byte) VERSION);
    clear.putShort((short) usesLeft);
    clear.putInt((int) session.created().getEpochSecond());
    clear.put((byte) session.keyExchange().number());
    clear.put((byte) session.cipherSuite().bulk().number());
    clear.put((byte) session.cipherSuite().mac().number());
    clear.put(session.masterSecret());
    clear.put((byte) session.wtlsClass()).put(client);
    int expires = (int) session.expires().getEpochSecond();
    byte[] sealed = cipher.seal(clear.array(), context(session.id(), expires));
    return ByteBuffer.allocate(4 + sealed.length).putInt(expires).put(sealed).array();
  }

  /** The session, or empty if it is not authentic or of another version: it is then of no use. */
  Optional<StoredSession> decode(SessionId id, byte[] octets) {
    ByteBuffer in = ByteBuffer.wrap(octets);
    int expires = in.getInt();
    Optional<byte[]> clear = cipher.open(in, context(id, expires));
    if (clear.isEmpty()) {
      return Optional.empty();
    }
    try {
      return clear(id, Instant.ofEpochSecond(Integer.toUnsignedLong(expires)), clear.get());
    } finally {
      Arrays.fill(clear.get(), (byte) 0);
    }
  }

  private static Optional<StoredSession> clear(SessionId id, Instant expires, byte[] clear) {
    if (clear.length < FIXED || clear[0] != VERSION) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(clear, 1, clear.length - 1);
    int usesLeft = Short.toUnsignedInt(in.getShort());
    Instant created = Instant.ofEpochSecond(Integer.toUnsignedLong(in.getInt()));
    KeyExchangeSuite keyExchange = KeyExchangeSuite.of(in.get()).orElseThrow();
    CipherSuite cipherSuite =
        new CipherSuite(
            BulkCipher.of(in.get()).orElseThrow(), MacAlgorithm.of(in.get()).orElseThrow());
    byte[] masterSecret = new byte[StoredSession.MASTER_SECRET_SIZE];
    in.get(masterSecret);
    int wtlsClass = in.get();
    String client = StandardCharsets.UTF_8.decode(in).toString();
    return Optional.of(
        new StoredSession(
            id,
            masterSecret,
            keyExchange,
            cipherSuite,
            wtlsClass,
            client,
            created,
            expires,
            usesLeft));
  }

  private static byte[] context(SessionId id, int expires) {
    return ByteBuffer.allocate(12).put(id.octets()).putInt(expires).array();
  }

  private static byte[] cut(String name) {
    byte[] octets = name.getBytes(StandardCharsets.UTF_8);
    int end = Math.min(octets.length, MAX_NAME);
    while (end < octets.length && end > 0 && (octets[end] & 0xC0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(octets, end);
  }
}
