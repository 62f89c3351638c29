package wtls.card.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import wtls.api.card.CardException;
import wtls.api.card.CardTransport;

/** Each decorator over a card that answers from a trace. */
class TransportsTest {

  @Test
  void joinedFetchesWhatWaits() throws Exception {
    ReplayedTransport card =
        replay(
            """
            > 83B0000000
            < 01026102
            > 03C0000002
            < 03046101
            > 03C0000001
            < 059000
            """);
    assertThat(new JoinedTransport(card).transmit(hex("83B0000000")))
        .isEqualTo(hex("01020304059000"));
    assertThat(card.atEnd()).isTrue();
  }

  @Test
  void joinedRepeatsWithTheRightLength() throws Exception {
    ReplayedTransport card =
        replay(
            """
            > 80B0000000
            < 6C03
            > 80B0000003
            < 0102039000
            """);
    assertThat(new JoinedTransport(card).transmit(hex("80B0000000"))).isEqualTo(hex("0102039000"));
  }

  @Test
  void joinedDoesNotFetchForEver() {
    CardTransport endless = command -> hex("6110");
    assertThatThrownBy(() -> new JoinedTransport(endless).transmit(hex("80B0000000")))
        .isInstanceOf(CardException.class)
        .hasMessage(
            "The card announces an answer and does not give it: pull it and insert it again.");
    byte[] more = new byte[258];
    more[256] = 0x61;
    CardTransport growing = command -> more.clone();
    assertThatThrownBy(() -> new JoinedTransport(growing).transmit(hex("80B0000000")))
        .hasMessage("The card's answer does not end: pull the card and insert it again.");
  }

  @Test
  void chunkedCutsOurCommands() throws Exception {
    ReplayedTransport card =
        replay(
            """
            > 90160182 03 010203
            < 9000
            > 90160182 03 040506
            < 9000
            > 90160102 01 07 00
            < AA9000
            """);
    byte[] command = new CommandApdu(0x90, 0x16, 1, 2, hex("01020304050607"), 300).encode();
    assertThat(new ChunkedTransport(card, 3).transmit(command)).isEqualTo(hex("AA9000"));
    assertThat(card.atEnd()).isTrue();
  }

  @Test
  void chunkedMarksP1WhereP2IsANumber() throws Exception {
    ReplayedTransport card =
        replay(
            """
            > 903A8200 02 0102
            < 9000
            > 903A0200 01 03
            < 9000
            """);
    byte[] command = new CommandApdu(0x90, 0x3A, 2, 0, hex("010203"), 0).encode();
    assertThat(new ChunkedTransport(card, 2).transmit(command)).isEqualTo(hex("9000"));
  }

  @Test
  void chunkedEndsAtTheFirstError() throws Exception {
    ReplayedTransport card = replay("> 90160082 01 01\n< 6A80");
    byte[] command = new CommandApdu(0x90, 0x16, 0, 2, hex("010203"), 0).encode();
    assertThat(new ChunkedTransport(card, 1).transmit(command)).isEqualTo(hex("6A80"));
  }

  @Test
  void chunkedDoesNotCutOthersCommands() {
    byte[] command = new CommandApdu(0x80, 0xD6, 0, 0, new byte[300], 0).encode();
    assertThatThrownBy(() -> new ChunkedTransport(c -> hex("9000"), 255).transmit(command))
        .isInstanceOfSatisfying(
            CardException.class,
            e -> assertThat(e.reason()).isEqualTo(CardException.Reason.TOO_LONG))
        .hasMessage("A command with 300 octets does not go to this card: it takes 255.");
  }

  @Test
  void maskedHidesOurCommands() throws Exception {
    CardTransport card = command -> hex("0102016F10000000FF08FF009000");
    assertThat(MaskedTransport.plain(card).transmit(hex("9010000000"))).isEqualTo(hex("6E00"));
    assertThat(MaskedTransport.announcing(card, 0x0102).transmit(hex("9010000000")))
        .startsWith(1, 2, 1, 2);
    assertThat(MaskedTransport.plain(card).transmit(hex("80840000FF"))).hasSize(14);
  }

  @Test
  void metersOctetsAsOnTheWire() throws Exception {
    MeteredTransport card = new MeteredTransport(command -> new byte[command[1] == 0x22 ? 2 : 46]);
    card.transmit(new CommandApdu(0x80, 0x2A, 0x8E, 0x80, new byte[50], 44).encode());

    Traffic refresh = card.traffic();
    assertThat(refresh).isEqualTo(new Traffic(1, 56, 46, 2, 110));
    assertThat(refresh.seconds(9600)).isBetween(0.137, 0.138);
    assertThat(refresh.octets()).isEqualTo(102);

    card.transmit(hex("8022F301"));
    assertThat(card.traffic().since(refresh)).isEqualTo(new Traffic(1, 4, 2, 1, 7));
  }

  @Test
  void metersTheAbbreviatedHandshakeOfTheDigest() {
    Traffic traffic = Traffic.NONE;
    traffic = traffic.plus(new CommandApdu(0x80, 0x22, 0x41, 0xB4, new byte[6], 0), 2);
    for (int i = 0; i < 2; i++) {
      traffic = traffic.plus(new CommandApdu(0x80, 0x2A, 0x8E, 0x80, new byte[35], 12), 14);
    }
    traffic = traffic.plus(new CommandApdu(0x80, 0x22, 0x41, 0xB4, new byte[3], 0), 2);
    for (int i = 0; i < 2; i++) {
      traffic = traffic.plus(new CommandApdu(0x80, 0x2A, 0x8E, 0x80, new byte[50], 44), 46);
    }
    assertThat(traffic).isEqualTo(new Traffic(6, 213, 124, 10, 371));
    assertThat(traffic)
        .hasToString(
            "6 commands, 213 + 124 octets; T=0: 10 commands, 371 octets, 0.46 s at 9600 baud,"
                + " 0.039 s at 115200");
  }

  @Test
  void timesByInstruction() throws Exception {
    long[] clock = {0};
    TimedTransport card = new TimedTransport(command -> hex("9000"), () -> clock[0] += 5);
    card.transmit(hex("81200001"));
    card.transmit(hex("80200001"));
    assertThat(card.times()).containsEntry(0x8020, new TimedTransport.Times(2, 10, 5));
  }

  @Test
  void tracesAndReplays() throws Exception {
    TracedTransport traced = new TracedTransport(command -> hex("01029000"));
    traced.transmit(hex("8084000002"));
    String text = traced.trace().format();
    assertThat(text).isEqualTo("> 8084000002\n< 01029000\n");

    ReplayedTransport replayed = new ReplayedTransport(Trace.parse("# random\n" + text));
    assertThat(replayed.transmit(hex("8084000002"))).isEqualTo(hex("01029000"));
    assertThatThrownBy(() -> replayed.transmit(hex("8084000003")))
        .hasMessage("The trace has ended before command 8084000003");
  }

  @Test
  void replayTellsTheCommandThatWasDue() {
    ReplayedTransport card = replay("> 8084000002\n< 01029000");
    assertThatThrownBy(() -> card.transmit(hex("8084000003")))
        .hasMessage("Command 1 should be 8084000002 and is 8084000003");
  }

  @Test
  void tracesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> Trace.parse("> 00\n> 00"))
        .hasMessage("Line 2 of the trace should begin with <");
    assertThatThrownBy(() -> Trace.parse("> 0")).hasMessage("Line 1 of the trace is not hex.");
    assertThatThrownBy(() -> Trace.parse("> 00"))
        .hasMessage("The trace ends with a command: add its response.");
  }

  private static ReplayedTransport replay(String trace) {
    return new ReplayedTransport(Trace.parse(trace));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
