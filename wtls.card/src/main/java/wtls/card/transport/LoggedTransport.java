package wtls.card.transport;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.api.card.CardException;
import wtls.api.card.CardTransport;

/**
 * Logs each command and its answer at level debug, with secrets blanked as {@link SecretRules}
 * says. Logging happens after the answer has come, so that it does not delay the card.
 */
public final class LoggedTransport implements CardTransport {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedTransport.class);
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final CardTransport transport;
  private final String name;
  private final SecretRules rules = new SecretRules();

  /** Logs what goes to {@code transport} under the reader's name. */
  public LoggedTransport(CardTransport transport, String name) {
    this.transport = Objects.requireNonNull(transport, "transport");
    this.name = Objects.requireNonNull(name, "name");
  }

  @Override
  public byte[] transmit(byte[] command) throws CardException {
    SecretRules.Verdict verdict = rules.judge(command);
    try {
      byte[] answer = transport.transmit(command);
      if (LOG.isDebugEnabled() && answer != null) {
        LOG.debug(
            "{} > {} < {}", name, shownCommand(command, verdict), shownAnswer(answer, verdict));
      }
      return answer;
    } catch (CardException e) {
      if (LOG.isDebugEnabled()) {
        LOG.debug("{} > {} < {}", name, shownCommand(command, verdict), e.getMessage());
      }
      throw e;
    }
  }

  private static String shownCommand(byte[] command, SecretRules.Verdict verdict) {
    if (!verdict.secretCommand() || command.length <= 4) {
      return HEX.formatHex(command);
    }
    return HEX.formatHex(Arrays.copyOf(command, 4)) + " (" + (command.length - 4) + " blanked)";
  }

  private static String shownAnswer(byte[] answer, SecretRules.Verdict verdict) {
    if (!verdict.secretAnswer() || answer.length <= 2) {
      return HEX.formatHex(answer);
    }
    byte[] status = Arrays.copyOfRange(answer, answer.length - 2, answer.length);
    return "(" + (answer.length - 2) + " blanked) " + HEX.formatHex(status);
  }
}
