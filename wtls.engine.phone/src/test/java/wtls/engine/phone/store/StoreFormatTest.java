package wtls.engine.phone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import wtls.protocol.codec.DecodeException;

class StoreFormatTest {

  @Test
  void bringsBackAllThatItWasGiven() throws Exception {
    StoreContents contents = contents();

    StoreContents decoded = StoreFormat.decode(StoreFormat.encode(contents));

    assertThat(decoded).usingRecursiveComparison().isEqualTo(contents);
    assertThat(decoded.sessions.get(0).description())
        .isEqualTo(Samples.description(1, "gw.example", 3));
  }

  @Test
  void encodesNothingAsNothing() throws Exception {
    assertThat(StoreFormat.encode(new StoreContents())).isEmpty();
    assertThat(StoreFormat.decode(new byte[0]).sessions).isEmpty();
  }

  @Test
  void refusesEveryTruncationOfTheLastRecord() {
    StoreContents contents = new StoreContents();
    contents.sessions.add(Samples.session(1, "gw.example", 3));
    byte[] encoded = StoreFormat.encode(contents);

    for (int length = 1; length < encoded.length; length++) {
      byte[] truncated = Arrays.copyOf(encoded, length);
      assertThatThrownBy(() -> StoreFormat.decode(truncated))
          .as("%d octets", length)
          .isInstanceOf(DecodeException.class);
    }
  }

  @Test
  void refusesAnUnknownRecord() {
    assertThatThrownBy(() -> StoreFormat.decode(new byte[] {9, 0, 0, 0, 0}))
        .isInstanceOf(DecodeException.class)
        .hasMessage("tag at offset 0: no such record: 9");
  }

  @Test
  void refusesALengthThatDoesNotFitItsRecord() {
    byte[] encoded = StoreFormat.encode(contents());
    encoded[4]++;

    assertThatThrownBy(() -> StoreFormat.decode(encoded))
        .isInstanceOf(DecodeException.class)
        .hasMessage("length at offset 1: does not fit the record");
  }

  @Test
  void answersDamageWithNothingButItsOwnException() {
    byte[] encoded = StoreFormat.encode(contents());
    long seed = 261;
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = encoded.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      try {
        StoreFormat.decode(damaged).close();
      } catch (DecodeException expected) {
        assertThat(expected).as("seed %d round %d", seed, i).hasMessageContaining(" at offset ");
      }
    }
  }

  private static StoreContents contents() {
    StoreContents contents = new StoreContents();
    contents.identities.addAll(List.of(Samples.rsaIdentity(), Samples.ecIdentity()));
    contents.sharedSecrets.add(Samples.sharedSecret());
    contents.roots.addAll(List.of(Samples.certificate(1), Samples.certificate(2)));
    contents.sessions.add(Samples.session(1, "gw.example", 3));
    contents.sessions.add(Samples.session(2, "192.0.2.1", 0));
    return contents;
  }
}
