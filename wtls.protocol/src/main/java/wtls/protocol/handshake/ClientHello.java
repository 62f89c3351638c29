package wtls.protocol.handshake;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.session.SessionId;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/**
 * What the client offers (WAP-261 10.5.1.2). Numbers are as received and may be unassigned ones.
 *
 * @param version the protocol version, 1
 * @param random 16 octets: time and random octets
 * @param sessionId the session to resume; empty for a new one
 * @param clientKeyIds key exchanges in order of preference; the server answers with a position
 * @param trustedKeyIds the authorities that the client trusts; empty when it does not say
 * @param cipherSuites in order of preference, 1 to 127 of them
 * @param compressionMethods one octet each, 1 to 255 of them
 * @param sequenceNumberMode 0 off, 1 implicit, 2 explicit
 * @param keyRefresh k: the keys are to change every 2^k records
 */
public record ClientHello(
    int version,
    byte[] random,
    SessionId sessionId,
    List<KeyExchangeId> clientKeyIds,
    List<KeyExchangeId> trustedKeyIds,
    List<CipherSuiteCode> cipherSuites,
    byte[] compressionMethods,
    int sequenceNumberMode,
    int keyRefresh)
    implements HandshakeMessage {
  /** The protocol version of WAP-199 and WAP-261. */
  public static final int VERSION = 1;

  /** Octets of a random. */
  public static final int RANDOM_SIZE = 16;

  /** The sequence number mode that UDP needs. */
  public static final int EXPLICIT_SEQUENCE_NUMBERS = 2;

  public ClientHello {
    Objects.requireNonNull(sessionId, "sessionId");
    clientKeyIds = List.copyOf(clientKeyIds);
    trustedKeyIds = List.copyOf(trustedKeyIds);
    cipherSuites = List.copyOf(cipherSuites);
    checkRandom(random);
    if (cipherSuites.isEmpty() || compressionMethods.length == 0) {
      throw new IllegalArgumentException(
          "ClientHello offers at least one cipher suite and one compression method.");
    }
  }

  static void checkRandom(byte[] random) {
    if (random.length != RANDOM_SIZE) {
      throw new IllegalArgumentException("A random has 16 octets, not " + random.length + ".");
    }
  }

  static ClientHello read(OctetReader in) throws DecodeException {
    return new ClientHello(
        in.uint8("client_hello.client_version"),
        in.octets("client_hello.random", RANDOM_SIZE),
        SessionId.of(in.vector8("client_hello.session_id", 0, 8)),
        KeyExchangeId.readList(in, "client_hello.client_key_ids"),
        KeyExchangeId.readList(in, "client_hello.trusted_key_ids"),
        readCipherSuites(in),
        in.vector8("client_hello.compression_methods", 1, 0xFF),
        in.uint8("client_hello.sequence_number_mode"),
        in.uint8("client_hello.key_refresh"));
  }

  private static List<CipherSuiteCode> readCipherSuites(OctetReader in) throws DecodeException {
    OctetReader list = in.vectorReader8("client_hello.cipher_suites", 2, 0xFF);
    List<CipherSuiteCode> suites = new ArrayList<>(list.remaining() / 2);
    while (list.remaining() > 0) {
      int bulk = list.uint8("client_hello.cipher_suites");
      suites.add(new CipherSuiteCode(bulk, list.uint8("client_hello.cipher_suites")));
    }
    return suites;
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CLIENT_HELLO;
  }

  @Override
  public void writeBody(OctetWriter out, KeyExchangeSuite suite) {
    out.uint8(version).octets(random).vector8(sessionId.octets());
    KeyExchangeId.writeList(clientKeyIds, out);
    KeyExchangeId.writeList(trustedKeyIds, out);
    out.uint8(2 * cipherSuites.size());
    for (CipherSuiteCode code : cipherSuites) {
      out.uint8(code.bulk()).uint8(code.mac());
    }
    out.vector8(compressionMethods).uint8(sequenceNumberMode).uint8(keyRefresh);
  }
}
