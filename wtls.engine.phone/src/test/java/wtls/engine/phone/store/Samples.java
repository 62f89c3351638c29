package wtls.engine.phone.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EncodedCertificate.Format;
import wtls.api.engine.KeyId;
import wtls.api.engine.OwnKey;
import wtls.api.session.Custody;
import wtls.api.session.Peer;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SecurityLevel.Authentication;
import wtls.api.session.SessionDescription;
import wtls.api.session.SessionId;

/** Values for the tests of the store. */
final class Samples {
  static final Instant NOW = Instant.parse("2001-04-06T12:00:00.123456789Z");

  private Samples() {}

  static Identity rsaIdentity() {
    OwnKey key =
        new OwnKey(
            OwnKey.Use.SIGN,
            KeyId.of(octets(20, 1)),
            Optional.empty(),
            List.of(certificate(2), certificate(3)));
    return new Identity(key, octets(600, 4));
  }

  static Identity ecIdentity() {
    OwnKey key =
        new OwnKey(
            OwnKey.Use.AGREE,
            KeyId.of(octets(20, 5)),
            Optional.of(NamedCurve.SECP160R1),
            List.of());
    return new Identity(key, octets(21, 6));
  }

  static EncodedCertificate certificate(int seed) {
    return new EncodedCertificate(seed % 2 == 0 ? Format.WTLS : Format.X509, octets(300, seed));
  }

  static SharedSecret sharedSecret() {
    return new SharedSecret("bänk", octets(16, 7));
  }

  static StoredSession session(int number, String host, int uses) {
    return new StoredSession(description(number, host, uses), octets(20, 8 + number));
  }

  static SessionDescription description(int number, String host, int uses) {
    return new SessionDescription(
        SessionId.of(octets(8, number)),
        new Peer(host, 9203),
        KeyExchangeSuite.RSA,
        new CipherSuite(BulkCipher.RC5_CBC, MacAlgorithm.SHA),
        new SecurityLevel(Authentication.SERVER, Custody.PHONE, true),
        "gw; Öre AB; SE; gw.example",
        NOW.plusSeconds(number),
        NOW.plus(Duration.ofHours(1)),
        uses);
  }

  static byte[] octets(int length, int seed) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) (17 * seed + i + 1);
    }
    return octets;
  }
}
