package wtls.protocol.handshake;

import java.util.Objects;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/**
 * The client proves that it holds the private key of its signing certificate (WAP-261 10.5.8).
 *
 * @param signature over the hash of all messages before this one; up to 65535 octets
 */
public record CertificateVerify(byte[] signature) implements HandshakeMessage {

  public CertificateVerify {
    Objects.requireNonNull(signature, "signature");
  }

  static CertificateVerify read(OctetReader in) throws DecodeException {
    return new CertificateVerify(in.vector16("certificate_verify.signature", 0, 0xFFFF));
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CERTIFICATE_VERIFY;
  }

  @Override
  public void writeBody(OctetWriter out, KeyExchangeSuite suite) {
    out.vector16(signature);
  }
}
