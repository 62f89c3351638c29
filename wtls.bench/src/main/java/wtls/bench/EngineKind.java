package wtls.bench;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EngineException;
import wtls.api.engine.OwnKey;
import wtls.api.engine.SecurityEngine;
import wtls.testkit.card.OneCard;
import wtls.testkit.engine.Handset;
import wtls.testkit.pki.ClientKey;
import wtls.testkit.pki.TestPki;

/** The engines that are put beside each other, those over cards with a simulated one. */
public enum EngineKind {
  PHONE("phone", null, false),
  /** Agrees on keys in the phone, as the phone engine does. */
  CARD_STORAGE("card-storage", OneCard.Kind.STORAGE, false),
  CARD_CRYPTO("card-crypto", OneCard.Kind.CRYPTO, true),
  CARD_FULL("card-full", OneCard.Kind.FULL, true);

  private final String title;
  private final OneCard.Kind card;
  private final boolean agreesOnCard;

  EngineKind(String title, OneCard.Kind card, boolean agreesOnCard) {
    this.title = title;
    this.card = card;
    this.agreesOnCard = agreesOnCard;
  }

  /** For tables. */
  String title() {
    return title;
  }

  /**
   * An engine, and what is under it.
   *
   * @param card closes with all that is on it; does nothing where there is none
   */
  record Made(SecurityEngine engine, Runnable card) implements AutoCloseable {
    @Override
    public void close() {
      card.run();
    }
  }

  /**
   * Makes one that trusts {@code root}; a card of it has a fixed key on the curve of the server.
   */
  Made make(EncodedCertificate root, SecureRandom random) throws EngineException {
    if (card == null) {
      return new Made(Ends.phoneEngine(root, random), () -> {});
    }
    List<ClientKey> keys = agreesOnCard ? fixedKeys(ServerKeyKind.CURVE) : List.of();
    OneCard made = new OneCard(card, UnaryOperator.identity());
    Handset handset =
        new Handset(List.of(root), keys, "", new byte[0], InstantSource.system(), random);
    return new Made(made.create(handset), made::close);
  }

  private static List<ClientKey> fixedKeys(NamedCurve curve) {
    return TestPki.get().clientKeys().stream()
        .filter(key -> key.key().use() == OwnKey.Use.AGREE)
        .filter(key -> key.key().curve().equals(Optional.of(curve)))
        .toList();
  }
}
