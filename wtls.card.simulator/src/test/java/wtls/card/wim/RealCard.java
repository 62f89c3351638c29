package wtls.card.wim;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import wtls.api.card.CardException;
import wtls.api.card.CardTransport;
import wtls.api.card.PinEntry;
import wtls.card.personal.CardProfile;
import wtls.card.personal.NewKey;
import wtls.card.personal.Personalisation;
import wtls.card.personal.ProfileException;
import wtls.card.simulator.CardClass;
import wtls.card.simulator.CardOptions;
import wtls.card.simulator.SimulatedCard;
import wtls.card.transport.DecoratedSlot;

/** One of our cards in the simulator, personalised by the driver, and the driver on it. */
final class RealCard implements AutoCloseable {
  static final String PIN = "1234";
  static final String PIN_NR = "987654";

  final SimulatedCard slot;
  final List<NewKey> keys;

  private RealCard(SimulatedCard slot, List<NewKey> keys) {
    this.slot = slot;
    this.keys = keys;
  }

  static String profile(CardClass cardClass) {
    return """
        class = %d
        label = of tests
        serial = 0123456789ABCDEF
        slots = 4
        pin = 1234
        pin.unblock = 11112222
        keys = auth fixed nonrep
        key.auth.type = RSA
        key.auth.use = sign+decrypt
        key.fixed.type = EC
        key.fixed.use = agree
        key.nonrep.type = EC
        key.nonrep.use = non-repudiation
        key.nonrep.pin = 987654
        key.nonrep.pin.unblock = 33334444
        """
        .formatted(cardClass.number());
  }

  static RealCard of(CardClass cardClass, CardOptions options)
      throws CardException, WimException, ProfileException {
    SimulatedCard slot = blank(cardClass, options);
    byte[] text = profile(cardClass).getBytes(US_ASCII);
    try (CardProfile profile = CardProfile.parse("test.properties", text)) {
      Personalisation personalisation = Personalisation.begin(slot, profile, Map.of());
      personalisation.finish(List.of());
      return new RealCard(slot, personalisation.keys());
    }
  }

  static RealCard of(CardClass cardClass) throws CardException, WimException, ProfileException {
    return of(cardClass, CardOptions.DEFAULT.withoutSync());
  }

  static SimulatedCard blank(CardClass cardClass, CardOptions options) throws CardException {
    return SimulatedCard.inMemory(cardClass, options.withoutSync());
  }

  WimCard open() throws WimException {
    return WimCard.open(slot, () -> List.of(rightPin()));
  }

  WimCard openThrough(Function<CardTransport, CardTransport> decorator) throws WimException {
    return WimCard.open(new DecoratedSlot(slot, decorator), () -> List.of(rightPin()));
  }

  static PinEntry rightPin() {
    return (serial, kind, label, tries) ->
        Optional.of((kind == PinEntry.Kind.GENERAL ? PIN : PIN_NR).getBytes(US_ASCII));
  }

  @Override
  public void close() {
    slot.close();
  }
}
