package wtls.itest.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.api.client.Negotiated.Handshake;
import wtls.card.simulator.CardClass;
import wtls.card.transport.Trace;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;
import wtls.gateway.handshake.CertifiedKey;
import wtls.itest.phone.CardLine;
import wtls.itest.phone.ClientCard;
import wtls.itest.phone.EchoGateway;
import wtls.itest.phone.Phone;
import wtls.itest.secrets.Secret.Kind;
import wtls.protocol.certificate.CertificateFiles;
import wtls.testkit.card.TestCard;
import wtls.testkit.pki.ClientKey;
import wtls.testkit.pki.TestCredentials;
import wtls.testkit.pki.TestPki;

/**
 * Secrets stay where they belong. The phone is a process of its own whose memory is never
 * collected, so that a dump of its heap has every object that it ever made; the card is in this
 * process, as is the gateway, which knows what the card knows.
 */
public class SecretsIT {
  /** No object goes: neither is garbage overwritten, nor do collections leave copies behind. */
  private static final String[] NOTHING_IS_COLLECTED = {
    "-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xmx4g"
  };

  private static final String PIN = "73019486";
  private static final int[] SIZES = {1, 40, 200, 64, 8, 100};

  private final TestPki pki = TestPki.get();
  private final CertifiedKey.Rsa serverRsa = (CertifiedKey.Rsa) pki.serverKeys().get(0);
  private final CertifiedKey.Ecdh serverEc = ecKey();
  private final List<ClientKey> clientKeys = ClientCard.keys();
  private final KnownSecrets known = new KnownSecrets(serverRsa.privateKey());

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private EchoGateway gateway;
  private EchoGateway acquainted;
  private EchoGateway lenient;

  private CertifiedKey.Ecdh ecKey() {
    return pki.serverKeys().stream()
        .filter(CertifiedKey.Ecdh.class::isInstance)
        .map(CertifiedKey.Ecdh.class::cast)
        .filter(key -> key.curve() == NamedCurve.SECP160R1)
        .findFirst()
        .orElseThrow();
  }

  @Before
  public void startGateways() throws IOException {
    gateway = new EchoGateway(3, credentials(), known, known);
    acquainted = new EchoGateway(3, credentials().know(clientKeys.get(1)), known, known);
    lenient = new EchoGateway(2, credentials(), known, known);
  }

  private TestCredentials credentials() {
    return new TestCredentials(List.of(serverRsa, serverEc));
  }

  @After
  public void stopGateways() {
    gateway.close();
    acquainted.close();
    lenient.close();
  }

  /** With no card, all secrets are in the phone: the search must find them. */
  @Test
  public void theSearchFindsWhatAPhoneWithoutCardHas() throws Exception {
    Path roots = temporary.newFile().toPath();
    Files.write(roots, CertificateFiles.encode(pki.roots()));
    try (Phone phone = phone()) {
      phone.configure("wtls.engine.phone", "roots=" + roots);
      phone.awaitEngine("phone");
      phone.connect("a", lenient, "phone", KeyExchangeSuite.RSA, false);
      phone.echo("a", SIZES);

      Set<Kind> live = SecretSearch.kinds(heap(phone, "live", known.all()));

      assertThat(live).contains(Kind.MASTER_SECRET, Kind.KEY_BLOCK);
    }
  }

  @Test
  public void withAStorageCardNoSecretStaysWhenItsSessionIsClosed() throws Exception {
    Found found = run(CardClass.STORAGE, "card-storage");

    assertThat(SecretSearch.kinds(found.live())).contains(Kind.MASTER_SECRET, Kind.KEY_BLOCK);
    assertThat(found.closed()).isEmpty();
    assertThat(SecretSearch.kinds(found.memory())).doesNotContain(Kind.PRIVATE_KEY);
    assertThat(found.said()).isEmpty();
    assertThat(SecretSearch.kinds(found.crossed()))
        .isEqualTo(Set.of(Kind.PIN, Kind.PRE_MASTER, Kind.MASTER_SECRET));
  }

  @Test
  public void withACryptoCardOnlyKeysOfRecordsComeIntoThePhone() throws Exception {
    Found found = run(CardClass.CRYPTO, "card-crypto");

    assertThat(SecretSearch.kinds(found.live())).isEqualTo(Set.of(Kind.KEY_BLOCK));
    assertThat(found.closed()).isEmpty();
    assertThat(SecretSearch.kinds(found.memory())).isSubsetOf(Kind.PIN, Kind.KEY_BLOCK);
    assertThat(found.said()).isEmpty();
    assertThat(SecretSearch.kinds(found.crossed())).isEqualTo(Set.of(Kind.PIN, Kind.KEY_BLOCK));
  }

  @Test
  public void withAFullCardNoSecretComesIntoThePhone() throws Exception {
    Found found = run(CardClass.FULL, "card-full");

    assertThat(found.live()).isEmpty();
    assertThat(found.closed()).isEmpty();
    assertThat(SecretSearch.kinds(found.memory())).isSubsetOf(Kind.PIN);
    assertThat(found.said()).isEmpty();
    assertThat(SecretSearch.kinds(found.crossed())).isEqualTo(Set.of(Kind.PIN));
  }

  /**
   * What was found where.
   *
   * @param live in the heap, while a connection was open
   * @param closed in the heap, when none was open any more
   * @param memory in all memory of the process then; nothing where the system does not show it
   * @param said in logs, events and exceptions
   * @param crossed in commands to the card and its responses
   */
  private record Found(
      List<SecretSearch.Hit> live,
      List<SecretSearch.Hit> closed,
      List<SecretSearch.Hit> memory,
      List<SecretSearch.Hit> said,
      List<SecretSearch.Hit> crossed) {}

  private Found run(CardClass cardClass, String engine) throws Exception {
    List<SecretSearch.Hit> live;
    List<SecretSearch.Hit> closed;
    List<SecretSearch.Hit> memory;
    Path log;
    Trace trace;
    try (TestCard card = card(cardClass);
        CardLine line = new CardLine(card.card());
        Phone phone = phone()) {
      log = phone.log();
      phone.pin(ClientCard.write(PIN, temporary.newFile().toPath()));
      phone.insert(line, engine);
      exercise(phone, engine);
      phone.connect("live", gateway, engine, KeyExchangeSuite.RSA, false);
      phone.echo("live", SIZES);
      live = heap(phone, "live", secrets());
      phone.echo("live", SIZES);
      phone.close("live");
      closed = heap(phone, "closed", secrets());
      memory = memory(phone);
      phone.pull();
      trace = line.trace();
    }
    SecretSearch search = new SecretSearch(secrets());
    return new Found(live, closed, memory, search.in(log), crossed(search, trace));
  }

  private Phone phone() throws IOException {
    return Phone.start(temporary.newFolder().toPath(), NOTHING_IS_COLLECTED);
  }

  private static TestCard card(CardClass cardClass) throws WimException {
    TestCard card = ClientCard.make(cardClass);
    WimCard wim = card.insert();
    boolean changed = wim.pins().change(wim.pins().general(), ascii(ClientCard.PIN), ascii(PIN));
    assertThat(changed).isTrue();
    card.eject();
    return card;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Each flow of a handshake with each key, records both ways over several key windows. */
  private void exercise(Phone phone, String engine) throws Exception {
    visit(phone, gateway, engine, KeyExchangeSuite.RSA, false, Handshake.FULL);
    visit(phone, gateway, engine, KeyExchangeSuite.RSA, true, Handshake.ABBREVIATED);
    visit(phone, gateway, engine, KeyExchangeSuite.ECDH_ECDSA, false, Handshake.FULL);
    visit(phone, gateway, engine, KeyExchangeSuite.ECDH_ECDSA, true, Handshake.ABBREVIATED);
    visit(phone, acquainted, engine, KeyExchangeSuite.ECDH_ECDSA, false, Handshake.OPTIMISED);
    visit(phone, acquainted, engine, KeyExchangeSuite.ECDH_ECDSA, true, Handshake.ABBREVIATED);
    try {
      phone.connect("x", "another.example", gateway, engine, KeyExchangeSuite.RSA, false);
      throw new AssertionError("A server of another name was taken for the right one");
    } catch (Phone.Refusal expected) {
      assertThat(expected).hasMessageContaining("UntrustedServerException");
    }
  }

  private void visit(
      Phone phone,
      EchoGateway server,
      String engine,
      KeyExchangeSuite suite,
      boolean resume,
      Handshake flow)
      throws Exception {
    Phone.Connected connected = phone.connect("visit", server, engine, suite, resume);
    assertThat(connected.handshake()).isEqualTo(flow);
    assertThat(connected.keyExchange()).isEqualTo(suite);
    assertThat(connected.engine()).isEqualTo(engine);
    phone.echo("visit", SIZES);
    phone.close("visit");
  }

  private List<Secret> secrets() {
    List<Secret> secrets = new ArrayList<>(CardSecrets.of(clientKeys, serverEc));
    secrets.add(new Secret(Kind.PIN, "PIN-G", ascii(PIN)));
    secrets.addAll(known.all());
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    secrets.forEach(secret -> kinds.add(secret.kind()));
    assertThat(kinds).containsAll(EnumSet.allOf(Kind.class));
    return secrets;
  }

  /** Searches all objects of the phone; they must have what is known to be there. */
  private List<SecretSearch.Hit> heap(Phone phone, String name, List<Secret> secrets)
      throws Exception {
    Path dump = temporary.getRoot().toPath().resolve(name + ".hprof");
    phone.dump(dump);
    try {
      List<Secret> publicOnes =
          List.of(new Secret(Kind.MASTER_SECRET, "client random", known.clientRandom()));
      assertThat(new SecretSearch(publicOnes).in(dump)).isNotEmpty();
      return new SecretSearch(secrets).in(dump);
    } finally {
      Files.delete(dump);
    }
  }

  private List<SecretSearch.Hit> memory(Phone phone) throws IOException {
    ProcessMemory memory = new ProcessMemory(phone.pid());
    return memory.isReadable() ? memory.search(new SecretSearch(secrets())) : List.of();
  }

  private static List<SecretSearch.Hit> crossed(SecretSearch search, Trace trace) {
    List<SecretSearch.Hit> hits = new ArrayList<>();
    for (Trace.Exchange exchange : trace.exchanges()) {
      hits.addAll(search.in("a command", exchange.command()));
      hits.addAll(search.in("a response", exchange.response()));
    }
    return hits;
  }
}
