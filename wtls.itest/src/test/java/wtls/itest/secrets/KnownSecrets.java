package wtls.itest.secrets;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.KeyExpansion;
import wtls.api.session.SessionId;
import wtls.api.trace.DatagramTap;
import wtls.gateway.handshake.Sessions;
import wtls.itest.secrets.Secret.Kind;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.crypto.Prf;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.RsaPrivateKey;
import wtls.protocol.crypto.WtlsKeys;
import wtls.protocol.handshake.ClientHello;
import wtls.protocol.handshake.ClientKeyExchange;
import wtls.protocol.handshake.HandshakeMessage;
import wtls.protocol.handshake.HandshakeType;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.handshake.ServerHello;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordView;
import wtls.testkit.MemorySessions;

/**
 * At the gateway: learns the secrets of all sessions, from what it keeps and from what passes. They
 * are those that the phone's card has.
 */
final class KnownSecrets implements Sessions, DatagramTap {
  /** More records than a connection of these tests has in either direction. */
  private static final int RECORDS = 64;

  private final RsaPrivateKey serverKey;
  private final MemorySessions sessions = new MemorySessions();
  private final Map<SessionId, byte[]> masterSecrets = new HashMap<>();
  private final List<byte[]> encryptedSecrets = new ArrayList<>();
  private final Map<InetSocketAddress, ClientHello> hellos = new HashMap<>();
  private final List<Opening> openings = new ArrayList<>();

  private record Opening(ClientHello client, ServerHello server) {}

  /**
   * @param serverKey what RSA clients encrypt for
   */
  KnownSecrets(RsaPrivateKey serverKey) {
    this.serverKey = serverKey;
  }

  @Override
  public synchronized Optional<Secured> find(SessionId id, Instant now) {
    return sessions.find(id, now);
  }

  @Override
  public synchronized boolean use(SessionId id, Instant now) {
    return sessions.use(id, now);
  }

  @Override
  public synchronized void keep(Secured session, Instant now, Instant expires, int uses) {
    masterSecrets.put(session.session().id(), session.masterSecret().clone());
    sessions.keep(session, now, expires, uses);
  }

  @Override
  public synchronized void forget(SessionId id) {
    sessions.forget(id);
  }

  @Override
  public synchronized void passed(InetSocketAddress from, InetSocketAddress to, byte[] datagram) {
    for (RecordView record : Datagrams.split(datagram, datagram.length).records()) {
      if (!record.ciphered() && record.contentType().equals(Optional.of(ContentType.HANDSHAKE))) {
        try {
          note(from, to, record);
        } catch (DecodeException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private void note(InetSocketAddress from, InetSocketAddress to, RecordView record)
      throws DecodeException {
    int offset = record.fragmentOffset();
    int length = record.fragmentLength();
    HandshakeType type = Handshakes.peek(record.datagram(), offset, length);
    if (type == HandshakeType.CLIENT_HELLO || type == HandshakeType.SERVER_HELLO) {
      HandshakeMessage message = Handshakes.decode(record.datagram(), offset, length, null);
      if (message instanceof ClientHello hello) {
        hellos.put(from, hello);
      } else if (message instanceof ServerHello hello) {
        openings.add(new Opening(hellos.get(to), hello));
      }
    } else if (type == HandshakeType.CLIENT_KEY_EXCHANGE) {
      HandshakeMessage message =
          Handshakes.decode(record.datagram(), offset, length, KeyExchangeSuite.RSA);
      encryptedSecrets.add(((ClientKeyExchange) message).value());
    }
  }

  /** A random of the phone's, which is public: its heap must have it. */
  synchronized byte[] clientRandom() {
    return openings.get(openings.size() - 1).client().random().clone();
  }

  /** All secrets of all sessions so far. */
  synchronized List<Secret> all() {
    List<Secret> all = new ArrayList<>();
    SecureRandom random = new SecureRandom();
    for (byte[] encrypted : encryptedSecrets) {
      byte[] secret = RsaKeys.decryptSecret(serverKey, encrypted, ClientHello.VERSION, random);
      all.add(new Secret(Kind.PRE_MASTER, "of RSA " + all.size(), secret));
    }
    masterSecrets.forEach(
        (id, octets) -> all.add(new Secret(Kind.MASTER_SECRET, id.toString(), octets)));
    openings.forEach(opening -> all.addAll(keyBlocks(opening)));
    return all;
  }

  private List<Secret> keyBlocks(Opening opening) {
    List<Secret> blocks = new ArrayList<>();
    byte[] masterSecret = masterSecrets.get(opening.server().sessionId());
    if (masterSecret == null) {
      return blocks; // The phone broke off before there was one.
    }
    CipherSuite suite = opening.server().cipherSuite().suite().orElseThrow();
    byte[] client = opening.client().random();
    byte[] server = opening.server().random();
    for (KeyExpansion way :
        List.of(
            WtlsKeys.clientExpansion(client, server), WtlsKeys.serverExpansion(client, server))) {
      for (int at = 0; at < RECORDS; at += 1 << opening.server().keyRefresh()) {
        byte[] block = new byte[suite.keyBlockSize()];
        byte[] start = {(byte) (at >> 8), (byte) at};
        Prf.derive(masterSecret, way.label(), suite.mac().hash(), block, start, way.seed());
        blocks.add(new Secret(Kind.KEY_BLOCK, way + " " + at, block));
      }
    }
    return blocks;
  }
}
