package wtls.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assert.fail;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.client.Negotiated.Handshake;
import wtls.card.simulator.CardClass;
import wtls.card.simulator.vpcd.VpcdClient;
import wtls.itest.phone.ClientCard;
import wtls.itest.phone.EchoGateway;
import wtls.itest.phone.Phone;
import wtls.testkit.MemorySessions;
import wtls.testkit.card.TestCard;
import wtls.testkit.pcsc.PcscStack;
import wtls.testkit.pki.TestCredentials;
import wtls.testkit.pki.TestPki;

/**
 * Sessions over a real PC/SC stack: the simulated card in a virtual reader of pcscd, the engine in
 * a phone of its own on the other side, through {@code javax.smartcardio}.
 */
public class PcscSessionIT {
  private static final int[] SIZES = {1, 40, 400, 1200};

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private EchoGateway gateway;

  @Before
  public void startGateway() throws IOException {
    Optional<String> missing = PcscStack.missing();
    if (missing.isPresent() && PcscStack.isRequired()) {
      fail(missing.get());
    }
    assumeTrue(missing.orElse(""), missing.isEmpty());
    gateway =
        new EchoGateway(
            3,
            new TestCredentials(TestPki.get().serverKeys()),
            new MemorySessions(),
            (from, to, datagram) -> {});
  }

  @After
  public void stopGateway() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  public void aStorageCardServesSessions() throws Exception {
    serves(CardClass.STORAGE, "card-storage");
  }

  @Test
  public void aCryptoCardServesSessions() throws Exception {
    serves(CardClass.CRYPTO, "card-crypto");
  }

  @Test
  public void aFullCardServesSessions() throws Exception {
    serves(CardClass.FULL, "card-full");
  }

  private void serves(CardClass cardClass, String engine) throws Exception {
    try (PcscStack stack = PcscStack.start(2);
        TestCard card = ClientCard.make(cardClass);
        Phone phone = Phone.start(temporary.newFolder().toPath())) {
      phone.pin(ClientCard.write(ClientCard.PIN, temporary.newFile().toPath()));
      try (VpcdClient inserted = stack.insert(0, card.card())) {
        assertThat(inserted).isNotNull();
        phone.configure("wtls.card.pcsc", "readers=" + stack.reader(0));
        phone.awaitEngine(engine);

        visit(phone, engine, KeyExchangeSuite.RSA, Handshake.FULL);
        visit(phone, engine, KeyExchangeSuite.RSA, Handshake.ABBREVIATED);
        visit(phone, engine, KeyExchangeSuite.ECDH_ECDSA, Handshake.FULL);
        visit(phone, engine, KeyExchangeSuite.ECDH_ECDSA, Handshake.ABBREVIATED);
      }
      phone.awaitNoEngine();
      try (VpcdClient again = stack.insert(0, card.card())) {
        assertThat(again).isNotNull();
        phone.awaitEngine(engine);
        visit(phone, engine, KeyExchangeSuite.ECDH_ECDSA, Handshake.ABBREVIATED);
      }
    }
  }

  private void visit(Phone phone, String engine, KeyExchangeSuite suite, Handshake flow)
      throws Exception {
    Phone.Connected connected = phone.connect("visit", gateway, engine, suite, true);
    assertThat(connected.handshake()).as(suite.name()).isEqualTo(flow);
    assertThat(connected.keyExchange()).isEqualTo(suite);
    phone.echo("visit", SIZES);
    phone.close("visit");
  }
}
