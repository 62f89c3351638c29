package wtls.card.wim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.card.CardTransport;
import wtls.api.engine.EncodedCertificate;
import wtls.card.engine.CardCredentials;
import wtls.card.simulator.CardClass;

/** Whatever a card answers, the driver fails in its own words, if at all. */
class HostileAnswersTest {
  private static final int RUNS = 150;
  private static final int[] STATUS = {
    0x9000, 0x6300, 0x63C2, 0x63C0, 0x6600, 0x6700, 0x6982, 0x6983, 0x6985, 0x6986, 0x6999, 0x6A80,
    0x6A82, 0x6A84, 0x6A88, 0x6B00, 0x6C10, 0x6C00, 0x6105, 0x6100, 0x6D00, 0x6E00, 0x6F00, 0x0000
  };

  @ParameterizedTest
  @EnumSource(CardClass.class)
  void endInTypedErrors(CardClass cardClass) throws Exception {
    try (RealCard real = RealCard.of(cardClass)) {
      int failures = 0;
      for (long seed = 0; seed < RUNS; seed++) {
        failures += run(real, seed);
      }
      assertThat(failures).as("the answers were hostile").isGreaterThan(RUNS);
    }
  }

  private static int run(RealCard real, long seed) {
    Random random = new Random(seed);
    int failures = 0;
    try (WimCard card =
        WimCard.open(
            new wtls.card.transport.DecoratedSlot(real.slot, t -> hostile(t, random)),
            () -> List.of(RealCard.rightPin()))) {
      for (Call call : calls(card)) {
        try {
          call.run();
        } catch (WimException e) {
          assertThat(e).hasMessageMatching("(?s).{10,}[.)]?");
          failures++;
        } catch (RuntimeException | Error e) {
          fail("seed " + seed, e);
        }
      }
    } catch (WimException e) {
      failures++;
    } catch (RuntimeException e) {
      fail("seed " + seed, e);
    }
    return failures;
  }

  /** One answer in eight is spoilt. */
  private static CardTransport hostile(CardTransport card, Random random) {
    return command -> {
      byte[] answer = card.transmit(command);
      if (random.nextInt(8) != 0) {
        return answer;
      }
      return switch (random.nextInt(7)) {
        case 0 -> new byte[0];
        case 1 -> new byte[] {(byte) random.nextInt()};
        case 2 -> Arrays.copyOf(answer, random.nextInt(answer.length + 1));
        case 3 -> withStatus(answer, STATUS[random.nextInt(STATUS.length)]);
        case 4 -> withStatus(new byte[2], STATUS[random.nextInt(STATUS.length)]);
        case 5 -> {
          byte[] noise = new byte[random.nextInt(300) + 2];
          random.nextBytes(noise);
          yield withStatus(noise, 0x9000);
        }
        default -> {
          int at = random.nextInt(answer.length);
          answer[at] ^= (byte) (1 << random.nextInt(8));
          yield answer;
        }
      };
    };
  }

  private static byte[] withStatus(byte[] answer, int status) {
    byte[] changed = answer.clone();
    changed[changed.length - 2] = (byte) (status >> 8);
    changed[changed.length - 1] = (byte) status;
    return changed;
  }

  /** Something to ask of a card. */
  @FunctionalInterface
  private interface Call {
    void run() throws WimException;
  }

  private static List<Call> calls(WimCard card) {
    byte[] modulus = new byte[128];
    Arrays.fill(modulus, (byte) 0xC5);
    byte[] point = new byte[41];
    point[0] = 4;
    byte[] randoms = new byte[32];
    HandshakeEnd end = new HandshakeEnd(false, false, randoms, new byte[100]);
    CipherSuite suite = new CipherSuite(BulkCipher.TRIPLE_DES_CBC_EDE, MacAlgorithm.SHA);
    Instant now = Instant.ofEpochSecond(1_000_000_000L);
    return List.of(
        card::directory,
        () -> CardCredentials.of(card),
        () -> card.random(20),
        () -> card.pins().unlock(),
        () -> card.pins().state(card.pins().general()),
        () -> {
          for (WimKey key : card.directory().keys()) {
            card.keys().sign(key, new byte[20]);
          }
        },
        () -> {
          for (WimKey key : card.directory().keys()) {
            card.keys().agreeInTheClear(key, point);
          }
        },
        () -> card.keys().verifies(true, modulus, new byte[20], new byte[128]),
        () -> card.secrets().establishRsa(1, 1, new byte[] {1, 0, 1}, modulus, randoms, Set.of()),
        () -> card.secrets().keyTransport(1, new byte[] {1, 0, 1}, modulus),
        () -> card.secrets().derive(1, new byte[35], 12),
        () -> card.sessions().list(now),
        () -> card.sessions().release(card.sessions().claim()),
        () -> {
          for (StoredSession session : card.sessions().list(now)) {
            card.sessions().open(session.description(), now);
          }
        },
        () -> card.sessions().forget(1),
        () -> card.connections().finish(1, end, 44).close(),
        () -> card.connections().finishInside(1, end, suite, 3),
        () -> card.connections().connect(1, suite, 3, randoms),
        () -> card.connections().seal(1, 0xC4, 0, new byte[30], 0, 30),
        () -> Optional.of(card.connections().open(1, 0xC4, 0, new byte[30], 0, 30)),
        () -> card.connections().checks(1, new byte[12]),
        () ->
            card.connections()
                .checkCertificate(
                    new EncodedCertificate(EncodedCertificate.Format.WTLS, new byte[300]), 0, now),
        () -> card.connections().window(1, true, 0),
        () -> card.connections().disconnect(1));
  }
}
