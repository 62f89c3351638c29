package wtls.protocol.handshake;

import java.util.Objects;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/**
 * The first message under the new keys, which proves that both ends saw the same handshake (WAP-261
 * 10.5.9).
 *
 * @param verifyData 12 octets
 */
public record Finished(byte[] verifyData) implements HandshakeMessage {
  /** Octets of the verify data. */
  public static final int SIZE = 12;

  public Finished {
    Objects.requireNonNull(verifyData, "verifyData");
    if (verifyData.length != SIZE) {
      throw new IllegalArgumentException(
          "Finished has 12 octets of verify data, not " + verifyData.length + ".");
    }
  }

  static Finished read(OctetReader in) throws DecodeException {
    return new Finished(in.octets("finished.verify_data", SIZE));
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.FINISHED;
  }

  @Override
  public void writeBody(OctetWriter out, KeyExchangeSuite suite) {
    out.octets(verifyData);
  }
}
