package wtls.card.personal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import wtls.api.algorithm.NamedCurve;
import wtls.api.card.CardSlot;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.KeyId;
import wtls.card.wim.BlankCard;
import wtls.card.wim.Feature;
import wtls.card.wim.WimException;

/**
 * The making of one card, in two steps: keys and PINs first; then, when the keys have been
 * certified, files and the end. A card whose making was broken off is spoilt. Used by one thread.
 */
public final class Personalisation {
  /** The reference of PIN-G; those of non-repudiation keys follow. */
  static final int GENERAL_PIN = 1;

  private static final int FIRST_KEY_FILE = 0x4411;
  private static final int ALL_FEATURES = 0xFFFF;

  private final BlankCard card;
  private final CardProfile profile;
  private final byte[] serial;
  private final List<CardKey> keys = new ArrayList<>();

  /**
   * A key and where it is.
   *
   * @param key its public part
   * @param place where it is on the card
   * @param generated whether the card made it
   */
  record CardKey(NewKey key, BlankCard.KeyPlace place, boolean generated) {}

  private Personalisation(BlankCard card, CardProfile profile) {
    this.card = card;
    this.profile = profile;
    this.serial = profile.serial().orElseGet(Personalisation::randomSerial);
  }

  private static byte[] randomSerial() {
    byte[] serial = new byte[8];
    new SecureRandom().nextBytes(serial);
    return serial;
  }

  /**
   * Sets up a blank card with its PINs, and generates its keys or puts them in.
   *
   * @param given the keys that the profile says are given, by their names; stay the caller's
   * @throws WimException {@link Reason#FORBIDDEN} when the card has been personalised already,
   *     {@link Reason#UNSUPPORTED} when it is not of the profile's class, or cannot have such keys
   */
  public static Personalisation begin(
      CardSlot slot, CardProfile profile, Map<String, GivenKey> given) throws WimException {
    for (KeyPlan plan : profile.keys()) {
      check(plan, given.get(plan.name()));
    }
    BlankCard card = BlankCard.open(slot);
    int cardClass = card.announcement().cardClass();
    if (cardClass != profile.cardClass()) {
      throw new WimException(
          Reason.UNSUPPORTED,
          "The profile is for a card of class "
              + profile.cardClass()
              + ", and this one is of class "
              + cardClass
              + ": change either.");
    }
    Personalisation personalisation = new Personalisation(card, profile);
    personalisation.configure();
    personalisation.makeKeys(given);
    return personalisation;
  }

  private static void check(KeyPlan plan, GivenKey key) throws WimException {
    boolean right =
        !plan.given()
            || key instanceof GivenKey.Rsa rsa && rsa.modulus().length * 8 == plan.bits()
            || key instanceof GivenKey.Ec ec && plan.curve().equals(Optional.of(ec.curve()));
    if (!right) {
      throw new WimException(
          Reason.BAD_KEY,
          "The profile's " + plan + " was not given, or is of another kind: give its file.");
    }
  }

  private void configure() throws WimException {
    int features = ALL_FEATURES;
    for (Feature feature : profile.without()) {
      features &= ~feature.bit();
    }
    card.configure(
        serial, features, profile.slots(), profile.windowExport(), profile.knownLabels());
    card.putPin(
        GENERAL_PIN,
        profile.tries(),
        profile.tries(),
        profile.pinRequired(),
        true,
        profile.pin(),
        profile.unblockingCode());
  }

  private void makeKeys(Map<String, GivenKey> given) throws WimException {
    int pin = GENERAL_PIN;
    for (KeyPlan plan : profile.keys()) {
      int number = keys.size() + 1;
      int guard = GENERAL_PIN;
      if (plan.use() == KeyPlan.Use.NON_REPUDIATION) {
        guard = ++pin;
        int tries = profile.tries();
        card.putPin(guard, tries, tries, true, false, plan.pin(), plan.unblockingCode());
      }
      BlankCard.KeyPlace place =
          new BlankCard.KeyPlace(number, usage(plan), guard, FIRST_KEY_FILE + number - 1);
      byte[] publicKey = plan.given() ? put(place, given.get(plan.name())) : generate(place, plan);
      NewKey key =
          new NewKey(
              plan.name(), plan.use(), idOf(plan.curve(), publicKey), plan.curve(), publicKey);
      keys.add(new CardKey(key, place, !plan.given()));
    }
  }

  private static int usage(KeyPlan plan) {
    return switch (plan.use()) {
      case SIGN -> BlankCard.SIGN;
      case SIGN_AND_DECRYPT -> BlankCard.SIGN | BlankCard.DECRYPT;
      // By its signing other phones know it for an authentication key; short ones do not sign.
      case AGREE -> signsToo(plan) ? BlankCard.AGREE | BlankCard.SIGN : BlankCard.AGREE;
      case AGREE_IN_THE_CLEAR -> BlankCard.AGREE_IN_THE_CLEAR;
      case NON_REPUDIATION -> BlankCard.NON_REPUDIATION;
    };
  }

  private static boolean signsToo(KeyPlan plan) {
    return plan.curve().filter(curve -> !curve.legacy()).isPresent();
  }

  private byte[] put(BlankCard.KeyPlace place, GivenKey given) throws WimException {
    if (given instanceof GivenKey.Rsa rsa) {
      byte[] id = idOf(Optional.empty(), rsa.modulus()).octets();
      card.putRsaKey(place, id, rsa.modulus(), rsa.p(), rsa.q(), rsa.dp(), rsa.dq(), rsa.qi());
      return rsa.modulus();
    }
    GivenKey.Ec ec = (GivenKey.Ec) given;
    byte[] id = idOf(Optional.of(ec.curve()), ec.point()).octets();
    card.putEcKey(place, id, ec.curve().number(), ec.scalar());
    return ec.point();
  }

  private byte[] generate(BlankCard.KeyPlace place, KeyPlan plan) throws WimException {
    if (plan.curve().isPresent()) {
      NamedCurve curve = plan.curve().get();
      return card.generateEcKey(place, curve.number(), curve.fieldOctets());
    }
    return card.generateRsaKey(place, plan.bits());
  }

  /** SHA-1 of the modulus, or of the x-coordinate (WAP-260 9.4.2). */
  private static KeyId idOf(Optional<NamedCurve> curve, byte[] publicKey) {
    byte[] hashed =
        curve.map(c -> Arrays.copyOfRange(publicKey, 1, 1 + c.fieldOctets())).orElse(publicKey);
    try {
      return KeyId.of(MessageDigest.getInstance("SHA-1").digest(hashed));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1", e);
    }
  }

  /** The card's serial number, 8 octets. */
  public byte[] serial() {
    return serial.clone();
  }

  /** The public parts of the card's keys, in the order of the profile. */
  public List<NewKey> keys() {
    return keys.stream().map(CardKey::key).toList();
  }

  /**
   * Writes certificates and directories, and ends the personalisation. The card can be opened as a
   * WIM from then on.
   *
   * @throws WimException {@link Reason#FULL} when it all does not fit
   */
  public void finish(List<CardCertificate> certificates) throws WimException {
    new CardFiles(card, profile, serial, keys).write(certificates);
    card.finish();
  }
}
