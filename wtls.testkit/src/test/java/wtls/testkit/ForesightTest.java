package wtls.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.Outlook;
import wtls.api.engine.RecordProtection;
import wtls.api.engine.SecurityEngine;
import wtls.api.session.SessionDescription;
import wtls.testkit.engine.DelegatingEngine;
import wtls.testkit.engine.DelegatingEstablishment;
import wtls.testkit.engine.DelegatingSession;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.engine.Engines;

/** What the core tells an engine ahead is exactly what it asks it afterwards. */
class ForesightTest {
  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  static List<Arguments> flows() {
    List<Arguments> all = new ArrayList<>();
    for (EngineUnderTest kind : Engines.all()) {
      for (FlowCase flow : FlowCase.of(kind)) {
        all.add(arguments(kind, flow));
      }
    }
    return all;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("flows")
  void foreseesWhatItAsks(EngineUnderTest kind, FlowCase flow) throws EngineException {
    Scenario scenario = new Scenario(traces.network(flow.ordinal()), kind);
    List<Witness> witnesses = new ArrayList<>();
    scenario.engine(engine -> new WitnessEngine(engine, witnesses));
    flow.prepare(scenario);

    assertThat(scenario.connectedAtBothEnds().warnings()).isEmpty();

    assertThat(witnesses).isNotEmpty();
    for (Witness witness : witnesses) {
      witness.assertForeseen();
    }
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void foreseesAnInPlaceHandshakeToo(EngineUnderTest kind) throws EngineException {
    Scenario scenario = new Scenario(traces.network(1), kind);
    List<Witness> witnesses = new ArrayList<>();
    scenario.engine(engine -> new WitnessEngine(engine, witnesses));
    PhoneEnd phone = scenario.connectedAtBothEnds();

    phone.renew();
    scenario.settle();

    assumeThat(phone.warnings()).isEmpty();
    assertThat(witnesses).hasSize(2);
    for (Witness witness : witnesses) {
      witness.assertForeseen();
    }
  }

  private static final class WitnessEngine extends DelegatingEngine {
    private final List<Witness> witnesses;

    WitnessEngine(SecurityEngine engine, List<Witness> witnesses) {
      super(engine);
      this.witnesses = witnesses;
    }

    @Override
    public KeyEstablishment establish(KeyExchange exchange) throws EngineException {
      return new DelegatingEstablishment(super.establish(exchange)) {
        @Override
        public EngineSession derive(Derivation derivation) throws EngineException {
          Derivation foreseen = exchange.masterSecret().orElseThrow();
          assertThat(foreseen.label()).isEqualTo(derivation.label());
          assertThat(foreseen.seed()).isEqualTo(derivation.seed());
          assertThat(foreseen.hash()).isEqualTo(derivation.hash());
          assertThat(foreseen.length()).isEqualTo(derivation.length());
          return witness(super.derive(derivation), Optional.empty());
        }
      };
    }

    @Override
    public EngineSession resume(SessionDescription session, Outlook outlook)
        throws EngineException {
      return witness(super.resume(session, outlook), Optional.of(outlook));
    }

    private EngineSession witness(EngineSession session, Optional<Outlook> outlook) {
      Witness witness = new Witness(session);
      witness.outlook = outlook;
      witnesses.add(witness);
      return witness;
    }
  }

  /** Writes down what is asked, and what was said about it before. */
  private static final class Witness extends DelegatingSession {
    private Optional<Outlook> outlook = Optional.empty();
    private final List<String> labels = new ArrayList<>();
    private final List<byte[]> seeds = new ArrayList<>();
    private final List<byte[]> answers = new ArrayList<>();
    private ConnectionParameters connection;

    Witness(EngineSession session) {
      super(session);
    }

    @Override
    public void foresee(Outlook told) throws EngineException {
      assertThat(outlook).as("told twice").isEmpty();
      assertThat(labels).as("told after it was asked").isEmpty();
      outlook = Optional.of(told);
      super.foresee(told);
    }

    @Override
    public byte[] finished(Derivation derivation) throws EngineException {
      byte[] answer = super.finished(derivation);
      asked(derivation, answer);
      return answer;
    }

    @Override
    public boolean verifyFinished(Derivation derivation, byte[] received) throws EngineException {
      asked(derivation, received);
      return super.verifyFinished(derivation, received);
    }

    @Override
    public RecordProtection protection(ConnectionParameters parameters) throws EngineException {
      connection = parameters;
      return super.protection(parameters);
    }

    private void asked(Derivation derivation, byte[] answer) {
      assertThat(outlook).as("asked before it was told").isPresent();
      labels.add(derivation.label());
      seeds.add(derivation.seed());
      answers.add(answer.clone());
    }

    void assertForeseen() {
      Outlook told = outlook.orElseThrow();
      assertThat(told.connection()).isSameAs(connection);
      assertThat(labels)
          .containsExactlyElementsOf(
              told.serverFirst()
                  ? List.of("server finished", "client finished")
                  : List.of("client finished", "server finished"));
      assertThat(seeds.get(0)).isEqualTo(hash(told.hash(), told.messages()));
      assertThat(seeds.get(1))
          .isEqualTo(
              hash(
                  told.hash(), join(join(told.messages(), told.finishedHeader()), answers.get(0))));
    }
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private static byte[] hash(PrfHash hash, byte[] octets) {
    try {
      return MessageDigest.getInstance(hash == PrfHash.SHA1 ? "SHA-1" : "MD5").digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
