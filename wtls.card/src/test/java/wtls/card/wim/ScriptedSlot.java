package wtls.card.wim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import wtls.api.card.CardException;
import wtls.api.card.CardSlot;
import wtls.card.transport.Trace;

/** A slot whose card knows a script: each command must be the next one of it. */
final class ScriptedSlot implements CardSlot {
  private Trace script = new Trace(java.util.List.of());
  private int next;

  /** What comes next; all that came before must have been used. */
  void expect(String trace) {
    assertDone();
    script = Trace.parse(trace);
    next = 0;
  }

  void assertDone() {
    assertThat(next).as("commands sent").isEqualTo(script.exchanges().size());
  }

  @Override
  public byte[] transmit(byte[] command) throws CardException {
    assertThat(next)
        .as("the script is longer than " + hex(command))
        .isLessThan(script.exchanges().size());
    Trace.Exchange due = script.exchanges().get(next++);
    assertThat(hex(command)).as("command " + next).isEqualTo(hex(due.command()));
    return due.response().clone();
  }

  static String hex(byte[] octets) {
    return java.util.HexFormat.of().withUpperCase().formatHex(octets);
  }

  @Override
  public String reader() {
    return "script";
  }

  @Override
  public byte[] atr() {
    return Arrays.copyOf(new byte[] {0x3B}, 2);
  }

  @Override
  public int largestData() {
    return 255;
  }

  @Override
  public void reset() {}
}
