package wtls.card.wim;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EngineException.Reason;
import wtls.api.session.Custody;
import wtls.api.session.Peer;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SessionDescription;
import wtls.card.pkcs15.FilePath;
import wtls.card.pkcs15.Oid;

/**
 * Session records as files: how any WIM keeps them (WAP-260 9.4.10, 9.4.11), with our own details
 * where they are, and class 1's readable secrets. Guarded by the link's lock.
 */
final class SessionFiles {
  private static final int SECRET_RECORD = 24;
  private static final int SECRET_OFFSET = 4;
  private static final int SECRET = 20;
  private static final byte VALID = (byte) 0x80;

  private final WimCard card;
  private final FilePath sessions;
  private final FilePath peers;
  private final Optional<FilePath> details;
  private final Optional<FilePath> secrets;
  private byte[] sessionRecords;
  private byte[] peerRecords;

  SessionFiles(WimCard card) throws WimException {
    this.card = card;
    sessions = required(Oid.SESSIONS, "sessions");
    peers = required(Oid.PEERS, "peers");
    details =
        card.has(Feature.DETAILS)
            ? card.reader().dataObject(Oid.SESSION_DETAILS)
            : Optional.empty();
    secrets = card.reader().dataObject(Oid.READABLE_SECRETS);
  }

  private FilePath required(String oid, String what) throws WimException {
    return card.reader()
        .dataObject(oid)
        .orElseThrow(
            () ->
                new WimException(
                    Reason.UNSUPPORTED, "The card has no file of " + what + ": use another card."));
  }

  /** Reads everything that can be read without a PIN. */
  SessionTable read(Lifetime lifetime) throws WimException {
    sessionRecords = card.files().read(sessions);
    peerRecords = card.files().read(peers);
    int slots = Math.min(sessionRecords.length / SessionRecord.SIZE, 0xFF);
    if (slots == 0) {
      throw new WimException(Reason.FULL, "The card has no room for sessions: use another card.");
    }
    SessionTable table = new SessionTable(slots);
    for (int slot = 1; slot <= slots; slot++) {
      byte[] octets = sessionRecord(slot);
      if (SessionRecord.inUse(octets)) {
        table.occupy(slot, (octets[0] & SessionRecord.FAVOURITE) != 0);
        describe(slot, octets, lifetime).ifPresent(table::put);
      }
    }
    return table;
  }

  private byte[] sessionRecord(int slot) {
    int at = (slot - 1) * SessionRecord.SIZE;
    return Arrays.copyOfRange(sessionRecords, at, at + SessionRecord.SIZE);
  }

  private Optional<StoredSession> describe(int slot, byte[] octets, Lifetime lifetime)
      throws WimException {
    SessionRecord record = SessionRecord.parse(octets).orElse(null);
    if (record == null || !record.resumable()) {
      return Optional.empty();
    }
    Optional<Peer> peer = peerOf(slot);
    Optional<DetailsRecord> own = detailsOf(slot);
    if (own.isPresent()) {
      int port = own.get().port() > 0 ? own.get().port() : peer.map(Peer::port).orElse(0);
      if (port == 0) {
        return Optional.empty();
      }
      return Optional.of(
          new StoredSession(
              slot,
              own.get().describe(record, port),
              record.favourite(),
              own.get().portable(),
              own.get().engineOnly(),
              own.get().lastUsed()));
    }
    if (peer.isEmpty()) {
      return Optional.empty();
    }
    SessionDescription plain = plain(record, peer.get(), lifetime);
    return Optional.of(
        new StoredSession(slot, plain, record.favourite(), false, false, record.created()));
  }

  private Optional<DetailsRecord> detailsOf(int slot) throws WimException {
    if (details.isEmpty()) {
      return Optional.empty();
    }
    int at = details.get().index() + (slot - 1) * DetailsRecord.SIZE;
    byte[] octets = card.files().read(details.get().ids(), at, DetailsRecord.SIZE);
    return DetailsRecord.parse(octets);
  }

  /** What WAP-260 keeps no record of is put in its most likely form. */
  private SessionDescription plain(SessionRecord record, Peer peer, Lifetime lifetime)
      throws WimException {
    KeyExchangeSuite suite =
        switch (record.authentication()) {
          case NONE -> KeyExchangeSuite.RSA_ANON;
          case SERVER -> KeyExchangeSuite.RSA;
          case MUTUAL -> suiteOf(record.keyId());
        };
    Custody custody = readableOnly() ? Custody.READABLE : Custody.SEALED;
    Instant expires = record.created().plus(lifetime.duration());
    return new SessionDescription(
        record.id(),
        peer,
        suite,
        record.suite(),
        new SecurityLevel(record.authentication(), custody, custody == Custody.READABLE),
        "",
        record.created(),
        expires,
        lifetime.uses());
  }

  private KeyExchangeSuite suiteOf(byte[] keyId) throws WimException {
    for (WimKey key : card.directory().keys()) {
      if (Arrays.equals(key.id().octets(), 0, 4, keyId, 0, 4)) {
        return key.rsa() ? KeyExchangeSuite.RSA : KeyExchangeSuite.ECDH_ECDSA;
      }
    }
    return KeyExchangeSuite.RSA;
  }

  /** Whether the card derives nothing: its secrets are those that the phone brought. */
  boolean readableOnly() {
    return !card.transportsKeys() && !card.agreesOnKeys();
  }

  private Optional<Peer> peerOf(int slot) {
    for (int at = 0; at + PeerRecord.SIZE <= peerRecords.length; at += PeerRecord.SIZE) {
      Optional<PeerRecord> record =
          PeerRecord.parse(Arrays.copyOfRange(peerRecords, at, at + PeerRecord.SIZE));
      if (record.isPresent() && record.get().session() == slot) {
        return record.get().peer();
      }
    }
    return Optional.empty();
  }

  /** Writes secret, session and peer, in this order: what is not complete points nowhere. */
  void store(int slot, SessionRecord record, Peer peer, Optional<byte[]> secret)
      throws WimException {
    Optional<PeerRecord> address = PeerRecord.of(slot, peer);
    if (secret.isPresent()) {
      writeSecret(slot, secret.get());
    }
    writeSession(slot, record.encode());
    if (address.isEmpty()) {
      return; // A server with a name: this phone finds the session, others do not.
    }
    for (int at = 0; at + PeerRecord.SIZE <= peerRecords.length; at += PeerRecord.SIZE) {
      if ((peerRecords[at] & SessionRecord.IN_USE) == 0) {
        writePeer(at, address.get().encode());
        return;
      }
    }
    throw new WimException(Reason.FULL, "The card has no room for another server's address.");
  }

  private void writeSession(int slot, byte[] octets) throws WimException {
    int at = (slot - 1) * SessionRecord.SIZE;
    card.files().update(sessions.ids(), sessions.index() + at, octets);
    System.arraycopy(octets, 0, sessionRecords, at, octets.length);
  }

  private void writePeer(int at, byte[] octets) throws WimException {
    card.files().update(peers.ids(), peers.index() + at, octets);
    System.arraycopy(octets, 0, peerRecords, at, octets.length);
  }

  /** Makes a session one that is not resumed; its secret stays until {@link #erase}. */
  void retire(int slot) throws WimException {
    erasePeers(slot);
    byte[] record = sessionRecord(slot);
    if (SessionRecord.inUse(record)) {
      writeSession(slot, new byte[] {record[0], (byte) (record[1] & ~SessionRecord.RESUMABLE)});
    }
  }

  /** Erases what points to a session, then the session, and with it the card's secret. */
  void erase(int slot) throws WimException {
    erasePeers(slot);
    if (SessionRecord.inUse(sessionRecord(slot))) {
      writeSession(slot, new byte[1]);
    }
    if (readableOnly() && secrets.isPresent()) {
      int at = secrets.get().index() + (slot - 1) * SECRET_RECORD;
      card.files().update(secrets.get().ids(), at, new byte[SECRET_RECORD]);
    }
  }

  private void erasePeers(int slot) throws WimException {
    for (int at = 0; at + PeerRecord.SIZE <= peerRecords.length; at += PeerRecord.SIZE) {
      boolean used = (peerRecords[at] & SessionRecord.IN_USE) != 0;
      if (used && (peerRecords[at + 1] & 0xFF) == slot) {
        writePeer(at, new byte[1]);
      }
    }
  }

  private FilePath secretFile() throws WimException {
    return secrets.orElseThrow(
        () ->
            new WimException(
                Reason.UNSUPPORTED, "The card does not keep secrets that can be read out."));
  }

  private void writeSecret(int slot, byte[] secret) throws WimException {
    byte[] record = new byte[SECRET_RECORD];
    try {
      record[0] = VALID;
      record[2] = (byte) slot;
      System.arraycopy(secret, 0, record, SECRET_OFFSET, SECRET);
      int at = secretFile().index() + (slot - 1) * SECRET_RECORD;
      card.files().update(secretFile().ids(), at, record);
    } finally {
      Arrays.fill(record, (byte) 0);
    }
  }

  /** A readable secret of 20 octets. */
  byte[] readSecret(int slot) throws WimException {
    int at = secretFile().index() + (slot - 1) * SECRET_RECORD;
    byte[] record = card.files().read(secretFile().ids(), at, SECRET_RECORD);
    try {
      if (record.length != SECRET_RECORD || record[0] != VALID || (record[2] & 0xFF) != slot) {
        throw new WimException(Reason.UNKNOWN, "The card no longer has the session's secret.");
      }
      return Arrays.copyOfRange(record, SECRET_OFFSET, SECRET_OFFSET + SECRET);
    } finally {
      Arrays.fill(record, (byte) 0);
    }
  }
}
