package wtls.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.HandshakeMessage;
import wtls.protocol.handshake.Handshakes;

/** Any octets are a handshake message that encodes to the same octets, or are refused. */
class HandshakeFuzzTest {
  private static final KeyExchangeSuite[] SUITES = {
    null, KeyExchangeSuite.RSA_ANON, KeyExchangeSuite.DH_ANON, KeyExchangeSuite.ECDH_ANON
  };

  static Stream<byte[]> seeds() {
    return Seeds.messages();
  }

  @MethodSource("seeds")
  @FuzzTest
  void decodesAnyMessage(byte[] octets) {
    if (octets == null) {
      return;
    }
    for (KeyExchangeSuite suite : SUITES) {
      try {
        HandshakeMessage message = Handshakes.decode(octets, 0, octets.length, suite);
        assertThat(Handshakes.encode(message, suite)).isEqualTo(octets);
        assertThat(message.toString()).isNotEmpty();
      } catch (DecodeException e) {
        assertThat(e.offset()).isBetween(0, octets.length);
      }
    }
  }
}
