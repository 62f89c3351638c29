package wtls.protocol.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import wtls.api.engine.EngineException;
import wtls.protocol.engine.SoftwareSelfTest.KnownAnswer;

class SoftwareSelfTestTest {

  @Test
  void knowsTheAnswersOfEveryKindOfAlgorithm() throws Exception {
    SoftwareSelfTest.run(SoftwareSelfTest.answers());

    assertThat(SoftwareSelfTest.answers())
        .extracting(KnownAnswer::algorithm)
        .containsExactly(
            "the PRF with SHA-1", "the PRF with MD5", "RC5_CBC/SHA", "ECDH on secp160r1", "RSA");
  }

  @Test
  void namesTheAlgorithmThatGaveAWrongAnswer() {
    KnownAnswer wrong = new KnownAnswer("RSA", () -> new byte[] {1}, "02");

    assertThatThrownBy(() -> SoftwareSelfTest.run(List.of(wrong)))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "The self-test of RSA gave a wrong answer: do not use this engine, install its bundle"
                + " again.")
        .extracting(e -> ((EngineException) e).reason())
        .isEqualTo(EngineException.Reason.FAILED);
  }

  @Test
  void takesAnExceptionForAWrongAnswer() {
    KnownAnswer failing =
        new KnownAnswer(
            "RSA",
            () -> {
              throw new IllegalStateException("broken");
            },
            "02");

    assertThatThrownBy(() -> SoftwareSelfTest.run(List.of(failing)))
        .isInstanceOf(EngineException.class)
        .hasRootCauseMessage("broken");
  }
}
