package wtls.protocol.handshake;

import java.util.List;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/**
 * The certificates of server or client (WAP-261 10.5.2). What they say is not looked at, except to
 * find where a WTLS certificate ends.
 *
 * @param certificates the sender's first, each next one certifying the one before, without the
 *     root; empty when a client has none that fits
 */
public record CertificateMessage(List<EncodedCertificate> certificates)
    implements HandshakeMessage {

  public CertificateMessage {
    certificates = List.copyOf(certificates);
  }

  static CertificateMessage read(OctetReader in) throws DecodeException {
    return new CertificateMessage(CertificateList.read(in));
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CERTIFICATE;
  }

  @Override
  public void writeBody(OctetWriter out, KeyExchangeSuite suite) {
    CertificateList.write(certificates, out);
  }
}
