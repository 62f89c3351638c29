package wtls.protocol.handshake;

import java.util.Objects;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.session.SessionId;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/**
 * What the server chose (WAP-261 10.5.1.3). Numbers are as received and may be unassigned ones.
 *
 * @param version the protocol version, 1
 * @param random 16 octets: time and random octets
 * @param sessionId the client's to resume, another for a new session, empty for one that cannot be
 *     resumed
 * @param clientKeyIndex position in the client's client_key_ids, counted from 1; 0 when resuming
 * @param cipherSuite one of those offered
 * @param compression 0, none
 * @param sequenceNumberMode 0 off, 1 implicit, 2 explicit
 * @param keyRefresh k, at most the client's
 */
public record ServerHello(
    int version,
    byte[] random,
    SessionId sessionId,
    int clientKeyIndex,
    CipherSuiteCode cipherSuite,
    int compression,
    int sequenceNumberMode,
    int keyRefresh)
    implements HandshakeMessage {

  public ServerHello {
    Objects.requireNonNull(sessionId, "sessionId");
    Objects.requireNonNull(cipherSuite, "cipherSuite");
    ClientHello.checkRandom(random);
  }

  static ServerHello read(OctetReader in) throws DecodeException {
    return new ServerHello(
        in.uint8("server_hello.server_version"),
        in.octets("server_hello.random", ClientHello.RANDOM_SIZE),
        SessionId.of(in.vector8("server_hello.session_id", 0, 8)),
        in.uint8("server_hello.client_key_id"),
        new CipherSuiteCode(
            in.uint8("server_hello.cipher_suite"), in.uint8("server_hello.cipher_suite")),
        in.uint8("server_hello.compression_method"),
        in.uint8("server_hello.sequence_number_mode"),
        in.uint8("server_hello.key_refresh"));
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.SERVER_HELLO;
  }

  @Override
  public void writeBody(OctetWriter out, KeyExchangeSuite suite) {
    out.uint8(version).octets(random).vector8(sessionId.octets()).uint8(clientKeyIndex);
    out.uint8(cipherSuite.bulk()).uint8(cipherSuite.mac()).uint8(compression);
    out.uint8(sequenceNumberMode).uint8(keyRefresh);
  }
}
