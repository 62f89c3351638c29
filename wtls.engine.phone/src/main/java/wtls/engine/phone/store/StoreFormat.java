package wtls.engine.phone.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.api.engine.OwnKey;
import wtls.api.session.Custody;
import wtls.api.session.Peer;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SecurityLevel.Authentication;
import wtls.api.session.SessionDescription;
import wtls.api.session.SessionId;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/**
 * The contents of a store as octets, before encryption: records of a tag (1 octet), a length (4)
 * and that many octets. All integers are big-endian; text is UTF-8 behind a length of 2 octets.
 *
 * <pre>
 * 1 identity  use(1: 1 sign, 2 agree) id(20) curve(1, 0 for RSA) secret(2+n) count(2) certificate...
 * 2 secret    name(2+n) octets(2+n)
 * 3 root      certificate
 * 4 session   id(1+n) host(2+n) port(2) key exchange(1) cipher(1) MAC(1) WTLS class(1) peer name(2+n)
 *             created(12) expires(12) uses left(4) master secret(1+n)
 * certificate = format(1) octets(2+n)     instant = seconds since 1970 (8, signed), nanoseconds (4)
 * </pre>
 */
final class StoreFormat {
  private static final int IDENTITY = 1;
  private static final int SHARED_SECRET = 2;
  private static final int ROOT = 3;
  private static final int SESSION = 4;

  private StoreFormat() {}

  /** Encodes the contents; the result holds secrets, which the caller wipes. */
  static byte[] encode(StoreContents contents) {
    OctetWriter out = new OctetWriter(4096);
    OctetWriter body = new OctetWriter(1024);
    for (Identity identity : contents.identities) {
      write(body, identity);
      record(out, IDENTITY, body);
    }
    for (SharedSecret secret : contents.sharedSecrets) {
      body.vector16(secret.name().getBytes(UTF_8)).vector16(secret.octets());
      record(out, SHARED_SECRET, body);
    }
    for (EncodedCertificate root : contents.roots) {
      write(body, root);
      record(out, ROOT, body);
    }
    for (StoredSession session : contents.sessions) {
      write(body, session);
      record(out, SESSION, body);
    }
    byte[] encoded = out.toByteArray();
    out.clear();
    return encoded;
  }

  /**
   * Decodes what {@link #encode} made.
   *
   * @param encoded stays the caller's
   */
  static StoreContents decode(byte[] encoded) throws DecodeException {
    StoreContents contents = new StoreContents();
    OctetReader in = new OctetReader(encoded);
    try {
      while (in.remaining() > 0) {
        readRecord(in, contents);
      }
      return contents;
    } catch (DecodeException e) {
      contents.close();
      throw e;
    }
  }

  private static void record(OctetWriter out, int tag, OctetWriter body) {
    out.uint8(tag).uint32(body.size()).octets(body.array(), 0, body.size());
    body.clear();
  }

  private static void readRecord(OctetReader in, StoreContents contents) throws DecodeException {
    int start = in.offset();
    int tag = in.uint8("tag");
    long length = in.uint32("length");
    long end = in.offset() + length;
    switch (tag) {
      case IDENTITY -> contents.identities.add(readIdentity(in));
      case SHARED_SECRET ->
          contents.sharedSecrets.add(
              new SharedSecret(text(in, "name"), in.vector16("shared secret", 0, 0xFFFF)));
      case ROOT -> contents.roots.add(readCertificate(in));
      case SESSION -> contents.sessions.add(readSession(in));
      default -> throw new DecodeException("tag", start, "no such record: " + tag);
    }
    if (in.offset() != end) {
      throw new DecodeException("length", start + 1, "does not fit the record");
    }
  }

  private static void write(OctetWriter out, Identity identity) {
    OwnKey key = identity.key();
    out.uint8(key.use() == OwnKey.Use.SIGN ? 1 : 2).octets(key.id().octets());
    out.uint8(key.curve().map(NamedCurve::number).orElse(0)).vector16(identity.secret());
    out.uint16(key.certificates().size());
    key.certificates().forEach(certificate -> write(out, certificate));
  }

  private static Identity readIdentity(OctetReader in) throws DecodeException {
    int start = in.offset();
    OwnKey.Use use = in.uint8("use") == 1 ? OwnKey.Use.SIGN : OwnKey.Use.AGREE;
    KeyId id = KeyId.of(in.octets("key id", 20));
    int number = in.uint8("curve");
    Optional<NamedCurve> curve = NamedCurve.of(number);
    if (number != 0 && curve.isEmpty()) {
      throw new DecodeException("curve", start, "no such curve: " + number);
    }
    byte[] secret = in.vector16("private key", 0, 0xFFFF);
    int count = in.uint16("certificates");
    List<EncodedCertificate> certificates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      certificates.add(readCertificate(in));
    }
    return new Identity(new OwnKey(use, id, curve, certificates), secret);
  }

  private static void write(OctetWriter out, EncodedCertificate certificate) {
    out.uint8(certificate.format().number()).vector16(certificate.octets());
  }

  private static EncodedCertificate readCertificate(OctetReader in) throws DecodeException {
    int start = in.offset();
    int number = in.uint8("certificate format");
    for (EncodedCertificate.Format format : EncodedCertificate.Format.values()) {
      if (format.number() == number) {
        return new EncodedCertificate(format, in.vector16("certificate", 0, 0xFFFF));
      }
    }
    throw new DecodeException("certificate format", start, "no such format: " + number);
  }

  private static void write(OctetWriter out, StoredSession session) {
    SessionDescription d = session.description();
    out.vector8(d.id().octets()).vector16(d.peer().host().getBytes(UTF_8)).uint16(d.peer().port());
    out.uint8(d.keyExchange().number());
    out.uint8(d.cipherSuite().bulk().number()).uint8(d.cipherSuite().mac().number());
    out.uint8(d.level().authentication().wtlsClass()).vector16(d.peerName().getBytes(UTF_8));
    write(out, d.created());
    write(out, d.expires());
    out.uint32(d.usesLeft()).vector8(session.masterSecret());
  }

  private static StoredSession readSession(OctetReader in) throws DecodeException {
    int start = in.offset();
    try {
      SessionDescription description =
          new SessionDescription(
              SessionId.of(in.vector8("session id", 0, 8)),
              new Peer(text(in, "host"), in.uint16("port")),
              KeyExchangeSuite.of(in.uint8("key exchange")).orElseThrow(),
              new CipherSuite(
                  BulkCipher.of(in.uint8("cipher")).orElseThrow(),
                  MacAlgorithm.of(in.uint8("MAC")).orElseThrow()),
              level(in),
              text(in, "peer name"),
              instant(in, "created"),
              instant(in, "expires"),
              Math.toIntExact(in.uint32("uses left")));
      return new StoredSession(description, in.vector8("master secret", 0, 255));
    } catch (RuntimeException e) {
      // The values' own constructors say what is wrong with them.
      throw new DecodeException("session", start, String.valueOf(e.getMessage()));
    }
  }

  private static SecurityLevel level(OctetReader in) throws DecodeException {
    int start = in.offset();
    int number = in.uint8("WTLS class");
    for (Authentication authentication : Authentication.values()) {
      if (authentication.wtlsClass() == number) {
        return new SecurityLevel(authentication, Custody.PHONE, true);
      }
    }
    throw new DecodeException("WTLS class", start, "no such class: " + number);
  }

  private static String text(OctetReader in, String field) throws DecodeException {
    return new String(in.vector16(field, 0, 0xFFFF), UTF_8);
  }

  private static void write(OctetWriter out, Instant instant) {
    long seconds = instant.getEpochSecond();
    out.uint32(seconds >>> 32).uint32(seconds & 0xFFFFFFFFL).uint32(instant.getNano());
  }

  private static Instant instant(OctetReader in, String field) throws DecodeException {
    int start = in.offset();
    long seconds = in.uint32(field) << 32 | in.uint32(field);
    try {
      return Instant.ofEpochSecond(seconds, in.uint32(field));
    } catch (DateTimeException e) {
      throw new DecodeException(field, start, "no such time");
    }
  }
}
