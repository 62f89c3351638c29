package wtls.protocol.handshake;

import java.util.List;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/**
 * The server asks for a client certificate (WAP-261 10.5.4).
 *
 * @param trustedAuthorities the suites and authorities that the server accepts; empty for any.
 *     Identifiers are null or key hashes by WAP-261_102, which the reader of this message checks
 */
public record CertificateRequest(List<KeyExchangeId> trustedAuthorities)
    implements HandshakeMessage {

  public CertificateRequest {
    trustedAuthorities = List.copyOf(trustedAuthorities);
  }

  static CertificateRequest read(OctetReader in) throws DecodeException {
    return new CertificateRequest(
        KeyExchangeId.readList(in, "certificate_request.trusted_authorities"));
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CERTIFICATE_REQUEST;
  }

  @Override
  public void writeBody(OctetWriter out, KeyExchangeSuite suite) {
    KeyExchangeId.writeList(trustedAuthorities, out);
  }
}
