package wtls.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.client.Negotiated.Handshake;
import wtls.card.simulator.CardClass;
import wtls.itest.phone.CardLine;
import wtls.itest.phone.ClientCard;
import wtls.itest.phone.EchoGateway;
import wtls.itest.phone.Phone;
import wtls.testkit.MemorySessions;
import wtls.testkit.card.TestCard;
import wtls.testkit.pki.TestCredentials;
import wtls.testkit.pki.TestPki;

/** A session travels with its card, from one phone to another: two processes, two frameworks. */
public class PortabilityIT {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private EchoGateway gateway;

  @Before
  public void startGateway() throws IOException {
    gateway =
        new EchoGateway(
            2,
            new TestCredentials(TestPki.get().serverKeys()),
            new MemorySessions(),
            (from, to, datagram) -> {});
  }

  @After
  public void stopGateway() {
    gateway.close();
  }

  @Test
  public void aSessionOnAStorageCardIsResumedInAnotherPhone() throws Exception {
    travels(CardClass.STORAGE, "card-storage");
  }

  @Test
  public void aSessionOnACryptoCardIsResumedInAnotherPhone() throws Exception {
    travels(CardClass.CRYPTO, "card-crypto");
  }

  @Test
  public void aSessionOnAFullCardIsResumedInAnotherPhone() throws Exception {
    travels(CardClass.FULL, "card-full");
  }

  private void travels(CardClass cardClass, String engine) throws Exception {
    try (TestCard card = ClientCard.make(cardClass);
        CardLine line = new CardLine(card.card());
        Phone first = phone();
        Phone second = phone()) {
      first.insert(line, engine);
      assertThat(connect(first, engine)).isEqualTo(Handshake.FULL);
      first.echo("a", 40);
      first.pull();

      second.insert(line, engine);
      assertThat(connect(second, engine)).isEqualTo(Handshake.ABBREVIATED);
      second.echo("a", 40, 400);
      second.close("a");
      second.pull();

      first.insert(line, engine);
      assertThat(connect(first, engine)).isEqualTo(Handshake.ABBREVIATED);
      first.echo("a", 40);
    }
  }

  private Phone phone() throws Exception {
    Phone phone = Phone.start(temporary.newFolder().toPath());
    phone.pin(ClientCard.write(ClientCard.PIN, temporary.newFile().toPath()));
    return phone;
  }

  private Handshake connect(Phone phone, String engine) throws Exception {
    return phone.connect("a", gateway, engine, KeyExchangeSuite.RSA, true).handshake();
  }
}
