package wtls.card.transport;

/**
 * How much goes over the wire to a card.
 *
 * @param commands how many commands
 * @param sent octets of commands as APDUs
 * @param received octets of responses, status words included
 * @param t0Commands how many they are with T=0, GET RESPONSE included
 * @param t0Octets octets on the wire with T=0, procedure bytes included
 */
public record Traffic(int commands, long sent, long received, int t0Commands, long t0Octets) {
  /** Nothing yet. */
  public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);

  /** Start bit, eight bits, parity, and a guard time of two bits (ISO 7816-3). */
  private static final double BITS_PER_OCTET = 12;

  /** Header, the procedure byte after it, and the status word. */
  private static final int T0_HEADER = 5;

  private static final int T0_PROCEDURE = 1;
  private static final int T0_STATUS = 2;

  /** Octets of commands and responses together, as APDUs. */
  public long octets() {
    return sent + received;
  }

  /** How long they take with T=0 at so many bits a second; the card's own time is not in it. */
  public double seconds(int baud) {
    return t0Octets * BITS_PER_OCTET / baud;
  }

  /** This and one more command, with its response. */
  public Traffic plus(CommandApdu command, int responseOctets) {
    int data = command.data().length;
    int answer = Math.max(0, responseOctets - 2);
    // T=0 carries data one way only, 255 or 256 octets at a time: the rest takes more commands.
    int up = pieces(data, CommandApdu.SHORT_DATA);
    int down = pieces(answer, CommandApdu.SHORT_EXPECTED);
    int exchanges = Math.max(1, up + down);
    long wire =
        (long) exchanges * (T0_HEADER + T0_STATUS)
            + (long) (up + down) * T0_PROCEDURE
            + data
            + answer;
    return new Traffic(
        commands + 1,
        sent + command.encode().length,
        received + responseOctets,
        t0Commands + exchanges,
        t0Octets + wire);
  }

  private static int pieces(int octets, int each) {
    return (octets + each - 1) / each;
  }

  /** What has come since {@code earlier}. */
  public Traffic since(Traffic earlier) {
    return new Traffic(
        commands - earlier.commands,
        sent - earlier.sent,
        received - earlier.received,
        t0Commands - earlier.t0Commands,
        t0Octets - earlier.t0Octets);
  }

  @Override
  public String toString() {
    return String.format(
        "%d commands, %d + %d octets; T=0: %d commands, %d octets, %.2f s at 9600 baud, %.3f s at"
            + " 115200",
        commands, sent, received, t0Commands, t0Octets, seconds(9600), seconds(115200));
  }
}
