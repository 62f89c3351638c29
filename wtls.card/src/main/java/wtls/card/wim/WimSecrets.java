package wtls.card.wim;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import wtls.api.engine.EngineException.Reason;
import wtls.card.pkcs15.Oid;

/**
 * Pre-master and master secrets inside a card: KeyTransport, KeyAgreement, DeriveMasterSecret and
 * PHash (WAP-260 7), and the commands that do several of these at once on cards that announce them.
 * Gives PIN-G first if the card wants it.
 *
 * <p>A master secret is named by the number of its session record, its slot: claim one with {@link
 * WimSessions#claim}. The hash of all derivations is SHA-1.
 */
public final class WimSecrets {
  /** How a secret made by ESTABLISH may be used. */
  public enum Rule {
    /** By the card's own records only: no key block leaves. */
    ENGINE_ONLY(0x20),
    /** The server's key must be the one that the card's certificate check ended with. */
    CHECKED_KEY(0x10);

    private final int bit;

    Rule(int bit) {
      this.bit = bit;
    }
  }

  private static final int ESTABLISH = 0x16;
  private static final int RSA = 0x01;
  private static final int ECDH = 0x02;
  private static final int RANDOMS = 32;
  private static final byte[] MASTER_LABEL = "master secret".getBytes(US_ASCII);

  /** What MSE carries beside the key is 12 octets, and short commands end at 255 (WAP-260 13.7). */
  private static final int LARGEST_WIM_KEY = 243;

  private final WimCard card;
  private final CardLink link;
  private final WimPins pins;
  private final Environments environments;

  WimSecrets(WimCard card, CardLink link, WimPins pins, Environments environments) {
    this.card = card;
    this.link = link;
    this.pins = pins;
    this.environments = environments;
  }

  /**
   * The largest RSA key of a server that key transport takes, in bits: WIM's commands carry an
   * exponent and a modulus of 243 octets together.
   */
  public int largestServerKey() {
    if (card.has(Feature.COMPOSITE) && card.has(Feature.LARGE_RSA)) {
      return 2048;
    }
    return (LARGEST_WIM_KEY - 3) * 8;
  }

  /**
   * Key transport and derivation of the master secret: in one command where the card has it.
   *
   * @param slot where the master secret goes; claimed
   * @param version the version octet of ClientHello
   * @param exponent of the server's key, as sent
   * @param modulus of the server's key, as sent
   * @param randoms 32 octets: the client's random, then the server's
   * @param rules only for cards that announce {@link Feature#COMPOSITE}
   * @return the encrypted secret, as long as the modulus
   * @throws WimException {@link Reason#UNSUPPORTED} when the key is longer than the card takes,
   *     {@link Reason#BAD_KEY} when it is none
   */
  public byte[] establishRsa(
      int slot, int version, byte[] exponent, byte[] modulus, byte[] randoms, Set<Rule> rules)
      throws WimException {
    checkServerKey(exponent, modulus);
    pins.unlock();
    return link.attempt(
        () -> {
          pins.unlock();
          if (!card.has(Feature.COMPOSITE)) {
            refuse(rules);
            byte[] encrypted = keyTransport(version, exponent, modulus);
            derive(slot, masterSeed(randoms));
            return encrypted;
          }
          byte[] data =
              ByteBuffer.allocate(RANDOMS + 2 + exponent.length + modulus.length)
                  .put(checkedRandoms(randoms))
                  .put((byte) version)
                  .put((byte) exponent.length)
                  .put(exponent)
                  .put(modulus)
                  .array();
          byte[] encrypted = establish(RSA, rules, slot, data, modulus.length);
          return checked(encrypted, modulus.length);
        });
  }

  /**
   * Key agreement with the card's fixed key and derivation of the master secret: in one command
   * where the card has it.
   *
   * @param slot where the master secret goes; claimed
   * @param point the server's, uncompressed
   * @param randoms 32 octets: the client's random, then the server's
   * @param rules only for cards that announce {@link Feature#COMPOSITE}
   * @throws WimException {@link Reason#BAD_KEY} when the point is not on the key's curve
   */
  public void establishEcdh(int slot, WimKey key, byte[] point, byte[] randoms, Set<Rule> rules)
      throws WimException {
    pins.unlock();
    link.attempt(
        () -> {
          pins.unlock();
          if (!card.has(Feature.COMPOSITE)) {
            refuse(rules);
            keyAgreement(key, point);
            derive(slot, masterSeed(randoms));
            return null;
          }
          byte[] data =
              ByteBuffer.allocate(RANDOMS + 1 + point.length)
                  .put(checkedRandoms(randoms))
                  .put((byte) key.reference())
                  .put(point)
                  .array();
          return establish(ECDH, rules, slot, data, 0);
        });
  }

  private byte[] establish(int kind, Set<Rule> rules, int slot, byte[] data, int expected)
      throws WimException {
    int p1 = kind;
    for (Rule rule : rules) {
      p1 |= rule.bit;
    }
    // The card may derive in another environment than the current one.
    link.state().masterReference(CardState.NONE);
    byte[] answer = link.own(Purpose.ESTABLISH, ESTABLISH, p1, slot, data, expected);
    link.state().established(slot, Arrays.copyOf(data, RANDOMS));
    return answer;
  }

  private static void refuse(Set<Rule> rules) throws WimException {
    if (!rules.isEmpty()) {
      throw new WimException(
          Reason.UNSUPPORTED, "The card cannot keep a session to itself: use an engine for it.");
    }
  }

  private static byte[] checkedRandoms(byte[] randoms) {
    if (randoms.length != RANDOMS) {
      throw new IllegalArgumentException("Two randoms have 32 octets, not " + randoms.length);
    }
    return randoms;
  }

  private static byte[] masterSeed(byte[] randoms) {
    return ByteBuffer.allocate(MASTER_LABEL.length + RANDOMS)
        .put(MASTER_LABEL)
        .put(checkedRandoms(randoms))
        .array();
  }

  private void checkServerKey(byte[] exponent, byte[] modulus) throws WimException {
    if (exponent.length == 0 || exponent.length > 0xFF || modulus.length < 64) {
      throw new WimException(Reason.BAD_KEY, "The server's RSA key is not valid.");
    }
    int most = largestServerKey();
    boolean short243 =
        card.has(Feature.COMPOSITE) || exponent.length + modulus.length <= LARGEST_WIM_KEY;
    if (modulus.length * 8 > most || !short243) {
      throw new WimException(
          Reason.UNSUPPORTED,
          "The server's RSA key has "
              + modulus.length * 8
              + " bits; this card takes "
              + most
              + ": use ECDH_ECDSA, or a card that announces longer keys.");
    }
  }

  /**
   * KeyTransport: the card makes a pre-master secret and encrypts it for the server. {@link
   * #derive} must follow in the same exclusive exchange.
   *
   * @return the encrypted secret, as long as the modulus
   */
  public byte[] keyTransport(int version, byte[] exponent, byte[] modulus) throws WimException {
    checkServerKey(exponent, modulus);
    byte[] key =
        ByteBuffer.allocate(4 + exponent.length + modulus.length)
            .putShort((short) exponent.length)
            .put(exponent)
            .putShort((short) modulus.length)
            .put(modulus)
            .array();
    return link.attempt(
        () -> {
          pins.unlock();
          environments.enter(Oid.WTLS_RSA);
          environments.set(
              Purpose.TRANSPORT,
              Environments.ENCIPHER,
              Environments.CONFIDENTIALITY,
              new Tags()
                  .add(Tags.RANDOM, (byte) version)
                  .add(Tags.RANDOM)
                  .add(Tags.REFERENCE, key));
          byte[] answer =
              link.wim(
                  Purpose.TRANSPORT, Environments.PSO, 0x86, 0x00, new byte[0], modulus.length + 1);
          if (answer.length != modulus.length + 1 || answer[0] != 0) {
            throw WimException.malformed("a key transport");
          }
          return Arrays.copyOfRange(answer, 1, answer.length);
        });
  }

  /** KeyAgreement: the card keeps the result, from which {@link #derive} must follow. */
  public void keyAgreement(WimKey key, byte[] point) throws WimException {
    link.attempt(
        () -> {
          pins.unlock();
          environments.enter(Oid.WTLS_ECDH);
          WimKeys.setAgreement(environments, key, key.agrees(), point);
          return link.wim(Purpose.AGREE, Environments.PSO, 0x86, 0x00, new byte[0], 0);
        });
  }

  /**
   * DeriveMasterSecret: from the pre-master secret just made.
   *
   * @param slot where it goes; claimed
   * @param seed label and seed, one behind the other
   */
  public void derive(int slot, byte[] seed) throws WimException {
    link.attempt(
        () -> {
          pins.unlock();
          environments.set(
              Purpose.DERIVE,
              Environments.COMPUTE,
              Environments.CHECKSUM,
              new Tags().add(Tags.KEY_REFERENCE, (byte) slot).add(Tags.SEED, seed));
          link.state().masterReference(slot);
          return null;
        });
  }

  /**
   * PHash: derives from a master secret. Cards of ours answer known labels and lengths only.
   *
   * @param seed label and seed, one behind the other; at most 255 octets
   * @param length 1 to 255
   * @return may be secret
   * @throws WimException {@link Reason#UNKNOWN} when there is no such secret, {@link
   *     Reason#FORBIDDEN} when the card's rules forbid it
   */
  public byte[] derive(int slot, byte[] seed, int length) throws WimException {
    pins.unlock();
    return link.attempt(
        () -> {
          pins.unlock();
          environments.enter(Oid.WTLS_RSA, Oid.WTLS_ECDH);
          setDerivation(slot, length);
          byte[] derived = link.wim(Purpose.PRF, Environments.PSO, 0x8E, 0x80, seed, length);
          return checked(derived, length);
        });
  }

  private void setDerivation(int slot, int length) throws WimException {
    CardState state = link.state();
    boolean otherSecret = state.masterReference() != slot;
    if (!otherSecret && state.outputLength() == length) {
      return;
    }
    Tags tags = new Tags();
    if (otherSecret) {
      tags.add(Tags.REFERENCE, (byte) slot);
    }
    tags.add(Tags.LENGTH, (byte) length);
    environments.set(Purpose.PRF, Environments.COMPUTE, Environments.CHECKSUM, tags);
    state.masterReference(slot);
    state.outputLength(length);
  }

  private static byte[] checked(byte[] octets, int length) throws WimException {
    if (octets.length != length) {
      Arrays.fill(octets, (byte) 0);
      throw WimException.malformed("a derivation or an encryption");
    }
    return octets;
  }
}
