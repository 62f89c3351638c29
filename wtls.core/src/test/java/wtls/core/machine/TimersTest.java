package wtls.core.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimersTest {
  private static final Timers TIMERS =
      new Timers(Duration.ofSeconds(5), 4, 2, Duration.ofSeconds(15));

  @Test
  void repeatsWithGrowingWaitsAndGivesUp() {
    byte[] flight = {1};
    Retransmission retransmission = new Retransmission(TIMERS, flight, 0);

    assertThat(retransmission.expire(4_999)).isEqualTo(Retransmission.Outcome.NOT_DUE);
    assertThat(retransmission.expire(5_000)).isEqualTo(Retransmission.Outcome.REPEAT);
    assertThat(retransmission.deadline()).isEqualTo(15_000);
    assertThat(retransmission.expire(15_000)).isEqualTo(Retransmission.Outcome.REPEAT);
    assertThat(retransmission.deadline()).isEqualTo(30_000);
    assertThat(retransmission.expire(30_000)).isEqualTo(Retransmission.Outcome.REPEAT);
    assertThat(retransmission.expire(45_000)).isEqualTo(Retransmission.Outcome.GIVE_UP);
  }

  @Test
  void waitsAsLongAgainWithoutCountingWhenTheServerAsksForTime() {
    Retransmission retransmission = new Retransmission(TIMERS, new byte[] {1}, 0);

    retransmission.postpone(4_000);

    assertThat(retransmission.expire(8_999)).isEqualTo(Retransmission.Outcome.NOT_DUE);
    assertThat(retransmission.expire(9_000)).isEqualTo(Retransmission.Outcome.REPEAT);
    assertThat(retransmission.deadline()).isEqualTo(19_000);
  }

  @Test
  void refusesTimersThatWouldNeverSend() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Timers(Duration.ZERO, 1, 1, Duration.ofSeconds(1)))
        .withMessageContaining("needs a wait above zero");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Timers(Duration.ofSeconds(1), 0, 1, Duration.ofSeconds(1)));
  }
}
