package wtls.gateway.handshake;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import wtls.protocol.certificate.ClientIdentity;

/** The key exchange of the optimised handshake: two fixed keys, both known (WAP-261 10.3). */
final class FixedKeyAgreement {
  private final ServerContext context;
  private final Instant now;
  private final Choice.Optimised choice;

  FixedKeyAgreement(ServerContext context, Instant now, Choice.Optimised choice) {
    this.context = context;
    this.now = now;
    this.choice = choice;
  }

  /**
   * Validates the client's certificates and agrees with its key. Takes time.
   *
   * @param derivation makes the master secret from the pre-master secret
   */
  MasterSecret agree(UnaryOperator<byte[]> derivation) throws Refusal {
    ClientIdentity client =
        new ClientAuthentication(context, choice.terms().keyExchange(), now)
            .identify(choice.clientChain());
    CertifiedKey.Ecdh key = choice.key();
    byte[] point = ClientAuthentication.fixedPoint(client, key.curve());
    // The point may be certified in either form, whatever the suite says of points that travel.
    KeyShare share = new KeyShare.FixedEc(key.curve(), key.privateKey(), false);
    byte[] preMaster = share.preMaster(point, 0, context.random()).get(0);
    try {
      return new MasterSecret(List.of(derivation.apply(preMaster)), client.subject());
    } finally {
      Arrays.fill(preMaster, (byte) 0);
    }
  }
}
