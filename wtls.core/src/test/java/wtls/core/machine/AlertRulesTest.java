package wtls.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wtls.core.machine.AlertRules.Verdict;
import wtls.protocol.alert.Alert;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.alert.AlertLevel;

class AlertRulesTest {

  @ParameterizedTest
  @EnumSource(AlertDescription.class)
  void fatalDuringAnInPlaceHandshakeNeverEndsTheConnectionUnlessItClosesIt(
      AlertDescription description) {
    Verdict verdict = verdict(AlertLevel.FATAL, description, true, true);

    switch (description) {
      case CONNECTION_CLOSE_NOTIFY -> assertThat(verdict).isEqualTo(Verdict.CLOSE);
      case SESSION_CLOSE_NOTIFY -> assertThat(verdict).isEqualTo(Verdict.CLOSE_SESSION);
      case TIME_REQUIRED -> assertThat(verdict).isEqualTo(Verdict.WAIT);
      case DUPLICATE_FINISHED_RECEIVED -> assertThat(verdict).isEqualTo(Verdict.CONFIRM_OPEN);
      default -> assertThat(verdict).isEqualTo(Verdict.RENEWAL_REFUSED);
    }
  }

  @Test
  void criticalKeepsTheSessionAndFatalForgetsIt() {
    assertThat(verdict(AlertLevel.CRITICAL, AlertDescription.INTERNAL_ERROR, true, false))
        .isEqualTo(Verdict.END_CONNECTION);
    assertThat(verdict(AlertLevel.FATAL, AlertDescription.INTERNAL_ERROR, true, false))
        .isEqualTo(Verdict.END_SESSION);
  }

  @Test
  void warningsChangeNothing() {
    assertThat(verdict(AlertLevel.WARNING, AlertDescription.BAD_RECORD_MAC, true, false))
        .isEqualTo(Verdict.WARN);
    assertThat(verdict(AlertLevel.WARNING, AlertDescription.BAD_RECORD_MAC, false, true))
        .isEqualTo(Verdict.WARN);
  }

  @Test
  void anUnknownAlertIsJudgedByItsLevel() {
    assertThat(AlertRules.verdict(new Alert(AlertLevel.FATAL, 200, 0), true, false))
        .isEqualTo(Verdict.END_SESSION);
    assertThat(AlertRules.refused(new Alert(AlertLevel.FATAL, 200, 0)))
        .hasMessage("The server refused the handshake with alert number 200.");
  }

  @Test
  void refusalOfTheFirstHandshakeNamesTheAlert() {
    Alert alert = new Alert(AlertLevel.FATAL, AlertDescription.HANDSHAKE_FAILURE, 0);

    assertThat(AlertRules.verdict(alert, false, true)).isEqualTo(Verdict.REFUSED);
    assertThat(AlertRules.refused(alert))
        .hasMessage("The server refused the handshake with alert handshake_failure.");
  }

  private static Verdict verdict(
      AlertLevel level, AlertDescription description, boolean open, boolean handshaking) {
    return AlertRules.verdict(new Alert(level, description, 0), open, handshaking);
  }
}
