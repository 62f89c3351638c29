package wtls.card.wim;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.session.Custody;
import wtls.api.session.Peer;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SecurityLevel.Authentication;
import wtls.api.session.SessionDescription;
import wtls.api.session.SessionId;
import wtls.card.simulator.CardClass;
import wtls.card.transport.JoinedTransport;
import wtls.card.transport.MaskedTransport;
import wtls.card.transport.MeteredTransport;
import wtls.card.transport.Traffic;

/**
 * Commands and octets of handshakes with RSA of 1024 bits or secp160r1 and key blocks of 44 octets:
 * with a WIM's commands as others have counted them, and with ours.
 */
class TrafficOnCardTest {
  private static final int BLOCK = 44;
  private static final byte[] RANDOMS = new byte[32];
  private static final byte[] MESSAGES = new byte[600];
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000_000L);

  private MeteredTransport meter;

  @Test
  void withACommandForEachStep() throws Exception {
    KeyPair server = HandshakeOnCardTest.rsa(1024);
    try (RealCard real = RealCard.of(CardClass.CRYPTO);
        WimCard card =
            real.openThrough(
                slot ->
                    meter =
                        new MeteredTransport(new JoinedTransport(MaskedTransport.plain(slot))))) {
      WimKey rsa = card.directory().keys().get(0);
      WimKey ec = card.directory().keys().get(1);
      int slot = card.sessions().claim();
      HandshakeOnCardTest.establish(card, slot, server);

      Traffic start = meter.traffic();
      HandshakeOnCardTest.establish(card, slot, server);
      card.keys().sign(rsa, new byte[20]);
      finish(card, slot);
      assertThat(meter.traffic().since(start)).isEqualTo(new Traffic(11, 456, 391, 16, 893));

      card.secrets().establishEcdh(slot, ec, point(real), RANDOMS, Set.of());
      start = meter.traffic();
      card.secrets().establishEcdh(slot, ec, point(real), RANDOMS, Set.of());
      finish(card, slot);
      assertThat(meter.traffic().since(start)).isEqualTo(new Traffic(9, 325, 130, 13, 492));

      start = meter.traffic();
      card.secrets().derive(slot, Prf.seed("client expansion", new byte[2], RANDOMS), BLOCK);
      assertThat(meter.traffic().since(start)).isEqualTo(new Traffic(1, 56, 46, 2, 110));
    }
  }

  private static void finish(WimCard card, int slot) throws WimException {
    card.secrets().derive(slot, Prf.seed("client finished", new byte[20]), 12);
    card.secrets().derive(slot, Prf.seed("server finished", new byte[20]), 12);
    card.secrets().derive(slot, Prf.seed("client expansion", new byte[2], RANDOMS), BLOCK);
    card.secrets().derive(slot, Prf.seed("server expansion", new byte[2], RANDOMS), BLOCK);
  }

  @Test
  void withOurCommands() throws Exception {
    KeyPair server = HandshakeOnCardTest.rsa(1024);
    try (RealCard real = RealCard.of(CardClass.CRYPTO);
        WimCard card = real.openThrough(slot -> meter = new MeteredTransport(slot))) {
      WimKey rsa = card.directory().keys().get(0);
      card.pins().unlock();
      int slot = card.sessions().claim();

      Traffic start = meter.traffic();
      HandshakeOnCardTest.establish(card, slot, server);
      card.keys().sign(rsa, new byte[20]);
      card.connections().finish(slot, new HandshakeEnd(false, false, RANDOMS, MESSAGES), BLOCK);
      card.sessions().store(slot, session(), Optional.of(rsa), Set.of());
      Traffic full = meter.traffic().since(start);
      // The end of a handshake hash adds 0 to 63 octets, the server's names 2 to 168.
      assertThat(full).isEqualTo(new Traffic(4, 326, 376, 7, 727));

      card.sessions().release(slot);
      start = meter.traffic();
      card.sessions().hold(session(), NOW);
      byte[] hellos = Prf.join(new byte[80], RANDOMS);
      card.connections().finish(slot, new HandshakeEnd(true, true, new byte[32], hellos), BLOCK);
      Traffic abbreviated = meter.traffic().since(start);
      assertThat(abbreviated).isEqualTo(new Traffic(1, 93, 114, 2, 215));
    }
  }

  @Test
  void withAReadableSecret() throws Exception {
    try (RealCard real = RealCard.of(CardClass.STORAGE);
        WimCard card = real.openThrough(slot -> meter = new MeteredTransport(slot))) {
      int slot = card.sessions().claim();
      card.sessions().storeReadable(slot, session(), Optional.empty(), Set.of(), new byte[20]);
      card.sessions().release(slot);

      Traffic start = meter.traffic();
      card.sessions().open(session(), NOW);
      assertThat(meter.traffic().since(start)).isEqualTo(new Traffic(1, 10, 22, 2, 40));
    }
  }

  private static SessionDescription session() {
    return new SessionDescription(
        SessionId.of(new byte[8]),
        new Peer("192.0.2.10", 9203),
        KeyExchangeSuite.RSA,
        new CipherSuite(BulkCipher.RC5_CBC, MacAlgorithm.SHA),
        new SecurityLevel(Authentication.MUTUAL, Custody.SEALED, false),
        "CN=gateway",
        NOW,
        NOW.plusSeconds(3600),
        9);
  }

  private static byte[] point(RealCard card) {
    return card.keys.get(1).publicKey();
  }
}
