package wtls.protocol.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.KeyEstablishment;
import wtls.protocol.crypto.Prf;
import wtls.protocol.crypto.WtlsKeys;

class SoftwareEstablishmentTest {
  private static final Derivation MASTER =
      WtlsKeys.masterSecret(new byte[16], new byte[16], PrfHash.SHA1);

  private final byte[] held = new byte[20];
  private final AtomicReference<byte[]> derived = new AtomicReference<>();
  private final OpenSecrets open = new OpenSecrets("test");

  @Test
  void wipesThePreMasterSecretOnceItIsUsed() throws Exception {
    KeyEstablishment establishment = establishment();
    byte[] expected = Prf.derive(held.clone(), MASTER);

    assertThatThrownBy(() -> establishment.derive(MASTER)).hasMessage("as wanted");

    assertThat(derived.get()).isEqualTo(expected);
    assertThat(held).containsOnly(0);
    assertThatThrownBy(() -> establishment.derive(MASTER))
        .isInstanceOf(EngineException.class)
        .hasMessage("The pre-master secret has been used or wiped: establish a new one.");
  }

  @Test
  void wipesThePreMasterSecretWhenItIsClosed() throws Exception {
    establishment().close();

    assertThat(held).containsOnly(0);
  }

  @Test
  void wipesThePreMasterSecretWhenTheEngineStops() throws Exception {
    establishment();
    open.close();

    assertThat(held).containsOnly(0);
  }

  @Test
  void wipesAPreMasterSecretThatComesTooLate() {
    open.close();

    assertThatThrownBy(this::establishment)
        .isInstanceOf(EngineException.class)
        .hasMessage("The test engine has stopped: use another engine.");
    assertThat(held).containsOnly(0);
  }

  private KeyEstablishment establishment() throws EngineException {
    Arrays.fill(held, (byte) 7);
    return open.guard(
        new SoftwareEstablishment(
            new PreMaster(held, new byte[0]),
            masterSecret -> {
              derived.set(masterSecret);
              throw new EngineException(EngineException.Reason.FAILED, "as wanted");
            }));
  }
}
