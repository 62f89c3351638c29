package wtls.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import wtls.api.card.CardException;
import wtls.card.applet.Memory;

/** jCardSim has constant seeds here and there: none may reach a card. */
@ExtendWith(CardThreads.class)
class RandomnessTest {
  private static final int CARDS = 2;
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);

  /** Prints what one card draws: the other JVM of {@link #differsBetweenProcesses}. */
  public static void main(String[] arguments) throws CardException {
    draws().forEach(System.out::println);
  }

  /** A random number, a new key's point, and the r of two signatures, of each of two cards. */
  private static List<String> draws() throws CardException {
    List<String> draws = new java.util.ArrayList<>();
    for (int i = 0; i < CARDS; i++) {
      try (SimulatedCard card =
          SimulatedCard.of(ProbeApplet.class, new HeapMemory(Memory.SIZE), CardOptions.DEFAULT)) {
        draws.add(hex(card.transmit(Apdu.expecting(ProbeApplet.RANDOM, 0, 20))));
        draws.add(hex(card.transmit(Apdu.expecting(ProbeApplet.NEW_KEY, 0, 0))));
        draws.add(nonce(card.transmit(Apdu.with(ProbeApplet.SIGN, MESSAGE))));
        draws.add(nonce(card.transmit(Apdu.with(ProbeApplet.SIGN, MESSAGE))));
      }
    }
    return draws;
  }

  private static String hex(byte[] response) {
    assertThat(Apdu.status(response)).isEqualTo("9000");
    return HexFormat.of().formatHex(Apdu.data(response));
  }

  // SEQUENCE { INTEGER r, INTEGER s }: the same r twice means the same nonce.
  private static String nonce(byte[] response) {
    String der = hex(response);
    int octets = HexFormat.fromHexDigits(der, 6, 8);
    return der.substring(8, 8 + 2 * octets);
  }

  @Test
  void differsBetweenCardsKeysAndSignatures() throws CardException {
    List<String> draws = draws();

    assertThat(draws).doesNotHaveDuplicates().hasSize(4 * CARDS);
  }

  @Test
  void differsBetweenProcesses() throws Exception {
    Set<String> all = new HashSet<>(draws());
    for (int i = 0; i < 2; i++) {
      Process process =
          new ProcessBuilder(
                  System.getProperty("java.home") + "/bin/java",
                  "-cp",
                  System.getProperty("java.class.path"),
                  RandomnessTest.class.getName())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      List<String> draws =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
              .lines()
              .toList();
      assertThat(process.waitFor()).isZero();
      assertThat(draws).hasSize(4 * CARDS);
      all.addAll(draws);
    }

    assertThat(all).as("different draws of three processes").hasSize(3 * 4 * CARDS);
  }

  @Test
  void refusesASeedThatSomeoneElseHasSet() {
    System.setProperty("com.licel.jcardsim.randomdata.seed", "00");
    try {
      assertThatThrownBy(() -> SimulatedCard.inMemory(CardClass.STORAGE, CardOptions.DEFAULT))
          .isInstanceOf(CardException.class)
          .hasMessageContaining(
              "com.licel.jcardsim.randomdata.seed gives all simulated cards the same random"
                  + " numbers");
    } finally {
      System.clearProperty("com.licel.jcardsim.randomdata.seed");
    }
  }
}
