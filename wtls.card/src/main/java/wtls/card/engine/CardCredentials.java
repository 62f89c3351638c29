package wtls.card.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import wtls.api.engine.Credentials;
import wtls.api.engine.OwnKey;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimDirectory;
import wtls.card.wim.WimException;
import wtls.card.wim.WimKey;

/** A card's keys and roots in the words of the engine SPI. */
public final class CardCredentials {
  private CardCredentials() {}

  /**
   * What is on the card for handshakes whose secrets stay in it: its authentication keys in the
   * card's order, and its trusted roots. Non-repudiation keys are for application data and left
   * out. Reads the card on the first call.
   */
  public static Credentials of(WimCard card) throws WimException {
    return of(card.directory(), WimKey::agrees);
  }

  /** The same for a phone that computes: EC keys are those whose agreement leaves the card. */
  public static Credentials inTheClear(WimCard card) throws WimException {
    return of(card.directory(), WimKey::agreesInTheClear);
  }

  private static Credentials of(WimDirectory directory, Predicate<WimKey> agrees) {
    List<OwnKey> keys = new ArrayList<>();
    for (WimKey key : directory.keys()) {
      if (key.nonRepudiation()) {
        continue;
      }
      if (key.rsa() && key.signs()) {
        keys.add(own(OwnKey.Use.SIGN, key, directory));
      } else if (agrees.test(key) && key.curve().isPresent()) {
        keys.add(own(OwnKey.Use.AGREE, key, directory));
      }
    }
    return new Credentials(keys, List.of(), directory.roots());
  }

  private static OwnKey own(OwnKey.Use use, WimKey key, WimDirectory directory) {
    return new OwnKey(use, key.id(), key.curve(), directory.chain(key));
  }
}
