package wtls.card.transport;

import java.util.Arrays;
import java.util.Objects;
import wtls.api.card.CardException;
import wtls.api.card.CardTransport;

/**
 * Cuts our own commands (class 9X) into pieces where the reader or the card knows short APDUs only:
 * all but the last carry bit 80 in P2, or in P1 for those whose P2 is a full number. The answer is
 * that to the last piece; an error to an earlier one ends it. Other commands that are too long fail
 * with {@link CardException.Reason#TOO_LONG}.
 *
 * <p>Use it by one thread at a time. Pieces are wiped.
 */
public final class ChunkedTransport implements CardTransport {
  private static final int MORE = 0x80;
  private static final int PUT_KEY = 0x42;
  private static final int CERTIFICATE = 0x3A;

  private final CardTransport transport;
  private final int largestData;

  /**
   * Cuts at {@code largestData} octets.
   *
   * @param largestData 1 to 65535: the smaller of what the reader and what the card takes
   */
  public ChunkedTransport(CardTransport transport, int largestData) {
    this.transport = Objects.requireNonNull(transport, "transport");
    if (largestData < 1 || largestData > 0xFFFF) {
      throw new IllegalArgumentException("A command carries 1 to 65535 octets, not " + largestData);
    }
    this.largestData = largestData;
  }

  @Override
  public byte[] transmit(byte[] octets) throws CardException {
    CommandApdu command = CommandApdu.parse(octets).orElse(null);
    if (command == null) {
      return transport.transmit(octets);
    }
    try {
      if (fits(command)) {
        return transport.transmit(octets);
      }
      if ((command.cla() & 0xFC) != 0x90 && command.data().length > largestData) {
        throw new CardException(
            CardException.Reason.TOO_LONG,
            "A command with "
                + command.data().length
                + " octets does not go to this card: it takes "
                + largestData
                + ".");
      }
      return sendPieces(command);
    } finally {
      command.wipe();
    }
  }

  private boolean fits(CommandApdu command) {
    return command.data().length <= largestData
        && (largestData > CommandApdu.SHORT_DATA || !command.extended());
  }

  private byte[] sendPieces(CommandApdu command) throws CardException {
    byte[] data = command.data();
    int offset = 0;
    while (data.length - offset > largestData) {
      byte[] answer = send(marked(command), data, offset, largestData, 0);
      StatusWord status = ResponseApdu.parse(answer).status();
      if (!status.ok()) {
        return answer;
      }
      offset += largestData;
    }
    int expected =
        largestData > CommandApdu.SHORT_DATA
            ? command.expected()
            : Math.min(command.expected(), CommandApdu.SHORT_EXPECTED);
    return send(command, data, offset, data.length - offset, expected);
  }

  private static CommandApdu marked(CommandApdu command) {
    boolean inP1 = command.ins() == CERTIFICATE || command.ins() == PUT_KEY;
    int p1 = inP1 ? command.p1() | MORE : command.p1();
    int p2 = inP1 ? command.p2() : command.p2() | MORE;
    return new CommandApdu(command.cla(), command.ins(), p1, p2, command.data(), 0);
  }

  private byte[] send(CommandApdu command, byte[] data, int offset, int length, int expected)
      throws CardException {
    CommandApdu piece =
        command.withData(Arrays.copyOfRange(data, offset, offset + length)).withExpected(expected);
    byte[] octets = piece.encode();
    try {
      return transport.transmit(octets);
    } finally {
      piece.wipe();
      Arrays.fill(octets, (byte) 0);
    }
  }
}
