package wtls.testkit.card;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import wtls.api.card.CardException;
import wtls.api.card.CardSlot;
import wtls.api.card.CardTransport;
import wtls.api.card.PinEntry;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.card.personal.CardCertificate;
import wtls.card.personal.CardProfile;
import wtls.card.personal.GivenKey;
import wtls.card.personal.Personalisation;
import wtls.card.personal.ProfileException;
import wtls.card.simulator.CardClass;
import wtls.card.simulator.CardOptions;
import wtls.card.simulator.SimulatedCard;
import wtls.card.transport.DecoratedSlot;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimCertificate;
import wtls.card.wim.WimException;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.FileKey;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;

/** A personalised card in a simulator: blank at first, gone when it is pulled. */
public final class TestCard implements AutoCloseable {
  private static final String PIN = "1234";

  /** Where INFO has the lower octet of the features, and the bit of an engine in it. */
  private static final int FEATURES = 3;

  private static final int ENGINE = 0x08;

  private final SimulatedCard card;
  private final List<WimCard> opened = new ArrayList<>();

  private TestCard(SimulatedCard card) {
    this.card = card;
  }

  /**
   * Makes a card.
   *
   * @param lines further lines of its profile
   */
  public static TestCard make(
      CardClass cardClass,
      List<HeldKey> keys,
      List<EncodedCertificate> roots,
      int slots,
      String... lines) {
    try {
      SimulatedCard blank = SimulatedCard.inMemory(cardClass, CardOptions.DEFAULT.withoutSync());
      personalise(blank, cardClass, keys, roots, slots, lines);
      blank.reset();
      return new TestCard(blank);
    } catch (CardException | WimException | ProfileException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the simulator's cards of class 3 protect records. */
  public static boolean protectsRecords() {
    try (SimulatedCard blank =
        SimulatedCard.inMemory(CardClass.FULL, CardOptions.DEFAULT.withoutSync())) {
      byte[] info = blank.transmit(new byte[] {(byte) 0x90, 0x10, 0, 0, 0});
      return info.length > FEATURES && (info[FEATURES] & ENGINE) != 0;
    } catch (CardException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The card itself. */
  public SimulatedCard card() {
    return card;
  }

  /** The card in a phone, as it is. */
  public WimCard insert() {
    return insert(UnaryOperator.identity());
  }

  /** The card in a phone, with something around it. */
  public WimCard insert(UnaryOperator<CardTransport> decorator) {
    CardSlot slot = new DecoratedSlot(card, decorator::apply);
    PinEntry pin = (serial, kind, label, tries) -> Optional.of(PIN.getBytes(US_ASCII));
    try {
      WimCard inserted = WimCard.open(slot, () -> List.of(pin));
      opened.add(inserted);
      return inserted;
    } catch (WimException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes the card out of one phone, powerless, for another. */
  public void eject() {
    opened.forEach(WimCard::close);
    opened.clear();
    try {
      card.reset();
    } catch (CardException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    opened.forEach(WimCard::close);
    card.pull();
  }

  private static void personalise(
      CardSlot slot,
      CardClass cardClass,
      List<HeldKey> keys,
      List<EncodedCertificate> roots,
      int slots,
      String... lines)
      throws WimException, ProfileException {
    StringBuilder text = new StringBuilder();
    text.append("class = ").append(cardClass.number()).append('\n');
    text.append("slots = ").append(slots).append('\n');
    text.append("pin = ").append(PIN).append("\npin.unblock = 12345678\n");
    for (String line : lines) {
      text.append(line).append('\n');
    }
    Map<String, GivenKey> given = new HashMap<>();
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < keys.size(); i++) {
      String name = "k" + i;
      names.append(name).append(' ');
      given.put(name, given(keys.get(i).key()));
      describe(text, "key." + name + ".", keys.get(i).key());
    }
    if (!keys.isEmpty()) {
      text.append("keys = ").append(names.toString().strip()).append('\n');
    }
    try (CardProfile profile = CardProfile.parse("test", text.toString().getBytes(US_ASCII))) {
      Personalisation.begin(slot, profile, given).finish(certificates(keys, roots));
    }
  }

  private static void describe(StringBuilder text, String prefix, FileKey key) {
    text.append(prefix).append("made = given\n");
    if (key instanceof FileKey.Rsa rsa) {
      text.append(prefix).append("type = RSA\n");
      text.append(prefix).append("bits = ").append(rsa.key().bits()).append('\n');
      text.append(prefix).append("use = sign\n");
    } else if (key instanceof FileKey.Ec ec) {
      text.append(prefix).append("type = EC\n");
      text.append(prefix).append("curve = ").append(ec.curve().standardName()).append('\n');
      text.append(prefix).append("use = agree\n");
    }
  }

  private static GivenKey given(FileKey key) {
    try {
      if (key instanceof FileKey.Ec ec) {
        try (EcKeyPair pair = EcKeys.of(ec.curve(), ec.scalar())) {
          return new GivenKey.Ec(ec.curve(), pair.privateKey(), pair.point(false));
        }
      }
      byte[] encoded = ((FileKey.Rsa) key).key().encode();
      RSAPrivateCrtKey rsa =
          (RSAPrivateCrtKey)
              KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      int size = (rsa.getModulus().bitLength() + 7) / 8;
      return new GivenKey.Rsa(
          unsigned(rsa.getModulus(), size),
          unsigned(rsa.getPrimeP(), size / 2),
          unsigned(rsa.getPrimeQ(), size / 2),
          unsigned(rsa.getPrimeExponentP(), size / 2),
          unsigned(rsa.getPrimeExponentQ(), size / 2),
          unsigned(rsa.getCrtCoefficient(), size / 2));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] unsigned(BigInteger number, int size) {
    byte[] octets = number.toByteArray();
    byte[] padded = new byte[size];
    int length = Math.min(size, octets.length);
    System.arraycopy(octets, octets.length - length, padded, size - length, length);
    return padded;
  }

  private static List<CardCertificate> certificates(
      List<HeldKey> keys, List<EncodedCertificate> roots) {
    List<CardCertificate> all = new ArrayList<>();
    Map<KeyId, CardCertificate> above = new HashMap<>();
    for (HeldKey key : keys) {
      List<EncodedCertificate> chain = key.certificates();
      for (int i = 0; i < chain.size(); i++) {
        Optional<KeyId> issuer =
            i + 1 < chain.size() ? Optional.of(subject(chain.get(i + 1))) : Optional.of(someRoot());
        WimCertificate.Kind kind = i == 0 ? WimCertificate.Kind.OWN : WimCertificate.Kind.USEFUL;
        KeyId subject = i == 0 ? key.key().id() : subject(chain.get(i));
        CardCertificate certificate =
            new CardCertificate(kind, "c", chain.get(i), subject, issuer, i > 0);
        if (i == 0) {
          all.add(certificate);
        } else {
          above.put(subject, certificate);
        }
      }
    }
    all.addAll(above.values());
    for (EncodedCertificate root : roots) {
      all.add(
          new CardCertificate(
              WimCertificate.Kind.TRUSTED, "root", root, subject(root), Optional.empty(), true));
    }
    return all;
  }

  private static KeyId someRoot() {
    return KeyId.of(new byte[20]);
  }

  private static KeyId subject(EncodedCertificate certificate) {
    try {
      return CertificateKey.of(certificate).orElseThrow().keyId();
    } catch (DecodeException e) {
      throw new IllegalStateException(e);
    }
  }
}
