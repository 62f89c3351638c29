package wtls.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.EngineException;
import wtls.api.engine.Ticket;

/** Keys are wiped, dropped and handed over as promised. */
class RecordLifecycleTest {
  private static final int TYPE = 0x64;

  private final Random random = new Random(261);
  private final byte[] master = octets(20);
  private final byte[] clientRandom = octets(16);
  private final byte[] serverRandom = octets(16);

  private byte[] octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  private ConnectionParameters parameters(BulkCipher bulk) {
    CipherSuite suite = new CipherSuite(bulk, MacAlgorithm.SHA);
    return WtlsKeys.clientSide(suite, 3, clientRandom, serverRandom);
  }

  private static byte[] seal(SoftwareRecordProtection protection, int sequence)
      throws EngineException {
    byte[] sealed = new byte[protection.sealedSize(20)];
    protection.seal(sequence, TYPE, new byte[20], 0, 20, sealed, 0);
    return sealed;
  }

  @ParameterizedTest
  @EnumSource
  void wipesItsKeysOnClose(BulkCipher bulk) throws EngineException {
    MasterSecretSource source = new MasterSecretSource(master, parameters(bulk));
    SoftwareRecordProtection protection = new SoftwareRecordProtection(parameters(bulk), source);
    seal(protection, 0);
    protection.open(9, TYPE, new byte[48], 0, 48, new byte[48], 0);
    protection.open(17, TYPE, new byte[48], 0, 48, new byte[48], 0);
    assertThat(protection.isWiped()).isFalse();
    assertThat(source.isWiped()).isFalse();

    protection.close();
    protection.close();

    assertThat(protection.isWiped()).isTrue();
    assertThat(source.isWiped()).isTrue();
  }

  @Test
  void answersClosedAfterClose() {
    SoftwareRecordProtection protection =
        new SoftwareRecordProtection(
            parameters(BulkCipher.RC5_CBC),
            new MasterSecretSource(master, parameters(BulkCipher.RC5_CBC)));
    protection.close();

    assertClosed(() -> seal(protection, 0));
    assertClosed(() -> protection.open(0, TYPE, new byte[48], 0, 48, new byte[48], 0));
    assertClosed(protection::keyWindow);
  }

  private interface Call {
    void run() throws EngineException;
  }

  private static void assertClosed(Call call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> assertThat(e.reason()).isEqualTo(EngineException.Reason.CLOSED))
        .hasMessage("The record protection is closed: make a new one.");
  }

  @ParameterizedTest
  @EnumSource
  void sealsTheSameAfterRelaxing(BulkCipher bulk) throws EngineException {
    try (var protection =
        new SoftwareRecordProtection(
            parameters(bulk), new MasterSecretSource(master, parameters(bulk)))) {
      byte[] first = seal(protection, 1);
      assertThat(protection.isRelaxed()).isFalse();

      protection.relax();

      assertThat(protection.isRelaxed()).isTrue();
      assertThat(seal(protection, 1)).isEqualTo(first);
    }
  }

  @Test
  void keepsTheKeysOfTheCurrentWindowWhenRelaxed() throws EngineException {
    Ticket.KeyWindow window;
    try (var whole =
        new SoftwareRecordProtection(
            parameters(BulkCipher.RC5_CBC),
            new MasterSecretSource(master, parameters(BulkCipher.RC5_CBC)))) {
      window = whole.keyWindow();
    }
    FixedWindowSource source = new FixedWindowSource(window);
    try (var protection = new SoftwareRecordProtection(parameters(BulkCipher.RC5_CBC), source)) {
      byte[] first = seal(protection, 1);
      source.close(); // from now on any derivation fails
      protection.relax();
      assertThat(seal(protection, 1)).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @EnumSource
  void continuesTheKeyWindowThatWasHandedOver(BulkCipher bulk) throws EngineException {
    Ticket.KeyWindow window;
    byte[] expected;
    try (var whole =
        new SoftwareRecordProtection(
            parameters(bulk), new MasterSecretSource(master, parameters(bulk)))) {
      seal(whole, 19);
      expected = seal(whole, 20);
      window = whole.keyWindow();
    }
    assertThat(window.writeStart()).isEqualTo(16);
    assertThat(window.readStart()).isZero();

    FixedWindowSource source = new FixedWindowSource(window);
    try (var limited = new SoftwareRecordProtection(parameters(bulk), source)) {
      assertThat(seal(limited, 20)).isEqualTo(expected);
      assertThatThrownBy(() -> seal(limited, 24))
          .isInstanceOfSatisfying(
              EngineException.class,
              e -> assertThat(e.reason()).isEqualTo(EngineException.Reason.WINDOW_ENDED))
          .hasMessage(
              "Only the key window from 16 was handed over, not that from 24: begin an in-place"
                  + " handshake.");
      assertThat(seal(limited, 23)).as("still serves the window").hasSize(expected.length);
    }
    assertThat(source.isWiped()).isTrue();
  }

  @Test
  void refusesAKeyBlockOfAnotherSuite() {
    Ticket.KeyWindow window = new Ticket.KeyWindow(0, new byte[44], 0, new byte[44]);
    try (var protection =
        new SoftwareRecordProtection(
            parameters(BulkCipher.TRIPLE_DES_CBC_EDE), new FixedWindowSource(window))) {
      assertThatThrownBy(() -> seal(protection, 0))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              "The key block handed over has 44 octets, not 52: hand over with the session's own"
                  + " cipher suite.");
    }
  }

  @Test
  void failsWithTheSourceAndRecoversWithIt() throws EngineException {
    MasterSecretSource good = new MasterSecretSource(master, parameters(BulkCipher.RC5_CBC));
    boolean[] failing = {true};
    KeyBlockSource source =
        (direction, start, block) -> {
          if (failing[0]) {
            throw new EngineException(EngineException.Reason.REMOVED, "The card was pulled.");
          }
          good.keyBlock(direction, start, block);
        };
    try (var protection = new SoftwareRecordProtection(parameters(BulkCipher.RC5_CBC), source)) {
      assertThatThrownBy(() -> seal(protection, 0)).hasMessage("The card was pulled.");
      failing[0] = false;
      assertThat(seal(protection, 0)).hasSize(48);
    }
  }

  @Test
  void keepsNoReferenceToTheMasterSecretGiven() throws EngineException {
    byte[] given = master.clone();
    ConnectionParameters parameters = parameters(BulkCipher.RC5_CBC);
    try (var one =
            new SoftwareRecordProtection(parameters, new MasterSecretSource(given, parameters));
        var two =
            new SoftwareRecordProtection(parameters, new MasterSecretSource(master, parameters))) {
      Arrays.fill(given, (byte) 0);
      assertThat(seal(one, 0)).isEqualTo(seal(two, 0));
    }
  }
}
