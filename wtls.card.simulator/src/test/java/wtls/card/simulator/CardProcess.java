package wtls.card.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import wtls.api.card.CardException;
import wtls.card.applet.Memory;

/** Another process that uses a card: {@code powers} it, or {@code writes} to it without an end. */
final class CardProcess implements AutoCloseable {
  /** Octets of each write. */
  static final int WRITTEN = 200;

  private static final String POWERED = "powered";

  private final Process process;
  private final BufferedReader said;

  private CardProcess(CardFolder card, String what) throws IOException {
    process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                CardProcess.class.getName(),
                card.path().getParent().toString(),
                card.name(),
                what)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    said = process.inputReader(StandardCharsets.UTF_8);
  }

  static CardProcess that(String what, CardFolder card) throws IOException {
    return new CardProcess(card, what);
  }

  /** What it says first: that it has the card, or why not. */
  String says() throws IOException {
    return said.readLine();
  }

  boolean hasPower() throws IOException {
    return POWERED.equals(says());
  }

  /** Kills it; what it has said can still be read. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] arguments) throws Exception {
    CardFolder folder = new CardShelf(Path.of(arguments[0])).card(arguments[1]).orElseThrow();
    try (SimulatedCard card = probe(folder)) {
      System.out.println(POWERED);
      byte value = 0;
      while (arguments[2].equals("writes")) {
        byte[] data = new byte[WRITTEN];
        Arrays.fill(data, ++value);
        card.transmit(Apdu.with(ProbeApplet.WRITE, data));
        System.out.println(value);
      }
      System.in.read();
    } catch (CardException e) {
      System.out.println(e.getMessage());
    }
  }

  /** The probe, over the memory of a card on a shelf. */
  static SimulatedCard probe(CardFolder folder) throws CardException {
    CardOptions options = CardOptions.DEFAULT.withoutSync();
    return SimulatedCard.of(
        ProbeApplet.class, FileMemory.open(folder, Memory.SIZE, options.sync()), options);
  }
}
