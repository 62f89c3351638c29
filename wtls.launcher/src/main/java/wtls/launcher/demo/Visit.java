package wtls.launcher.demo;

import java.time.Duration;
import java.util.List;
import wtls.api.client.Negotiated;
import wtls.api.session.SecurityLevel;
import wtls.launcher.ladder.Step;
import wtls.launcher.page.Page;

/**
 * One connection of the phone, from its first datagram to its last.
 *
 * @param negotiated what was agreed on
 * @param level what its security rests on
 * @param opening how long the handshake took
 * @param path the page that was fetched
 * @param page what came
 * @param steps what passed
 */
public record Visit(
    Negotiated negotiated,
    SecurityLevel level,
    Duration opening,
    String path,
    Page page,
    List<Step> steps) {

  public Visit {
    steps = List.copyOf(steps);
  }

  /** How many datagrams phone and gateway exchanged. */
  public long datagrams() {
    return steps.stream().filter(Step.Datagram.class::isInstance).count();
  }

  /** How many octets these had, UDP payload. */
  public long octets() {
    return steps.stream()
        .mapToLong(step -> step instanceof Step.Datagram datagram ? datagram.octets() : 0)
        .sum();
  }

  /** How many commands phone and card exchanged. */
  public long commands() {
    return steps.stream().filter(Step.CardCommand.class::isInstance).count();
  }

  /** How many octets these had, responses included. */
  public long commandOctets() {
    return steps.stream()
        .mapToLong(
            step ->
                step instanceof Step.CardCommand command
                    ? command.commandOctets() + command.responseOctets()
                    : 0)
        .sum();
  }
}
