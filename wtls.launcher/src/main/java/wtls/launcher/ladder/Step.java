package wtls.launcher.ladder;

import java.util.List;

/** One thing on a ladder. Times are in nanoseconds since the ladder was begun. */
public sealed interface Step {

  /**
   * A datagram between phone and gateway.
   *
   * @param up whether the phone sent it
   * @param octets its size
   * @param records what its records are, in order
   */
  record Datagram(long nanos, boolean up, int octets, List<String> records) implements Step {
    public Datagram {
      records = List.copyOf(records);
    }
  }

  /**
   * A message between gateway and origin.
   *
   * @param request whether the gateway sent it
   * @param octets the size of its body
   * @param text what it says, in a few characters
   */
  record OriginMessage(long nanos, boolean request, int octets, String text) implements Step {}

  /**
   * A command to the card, and its response.
   *
   * @param name the command's name
   * @param commandOctets the size of the command APDU
   * @param responseOctets the size of the response APDU
   */
  record CardCommand(long nanos, String name, int commandOctets, int responseOctets)
      implements Step {}

  /** A line of text before what follows. */
  record Heading(String text) implements Step {}
}
