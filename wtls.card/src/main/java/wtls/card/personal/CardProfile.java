package wtls.card.personal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import wtls.api.algorithm.NamedCurve;
import wtls.card.wim.Feature;

/**
 * What a card is to be. Read from lines {@code key = value}:
 *
 * <table>
 * <caption>Keys of a profile</caption>
 * <tr><td>{@code class}</td><td>1, 2 or 3: must be that of the card</td></tr>
 * <tr><td>{@code label}, {@code manufacturer}</td><td>names; optional</td></tr>
 * <tr><td>{@code serial}</td><td>16 hex digits; random when absent</td></tr>
 * <tr><td>{@code slots}</td><td>sessions kept, 1 to 32; 16 when absent</td></tr>
 * <tr><td>{@code pin}, {@code pin.unblock}</td><td>PIN-G, 4 to 8 digits, and its code, 8</td></tr>
 * <tr><td>{@code pin.tries}</td><td>1 to 15; 3 when absent</td></tr>
 * <tr><td>{@code pin.required}</td><td>yes or no; yes when absent</td></tr>
 * <tr><td>{@code keys}</td><td>names of keys, each with the lines below</td></tr>
 * <tr><td>{@code key.NAME.type}</td><td>RSA or EC</td></tr>
 * <tr><td>{@code key.NAME.bits}</td><td>of an RSA key: 1024 when absent, up to 2048</td></tr>
 * <tr><td>{@code key.NAME.curve}</td><td>of an EC key: secp160r1 when absent</td></tr>
 * <tr><td>{@code key.NAME.use}</td><td>sign, sign+decrypt, agree, agree-in-the-clear or
 * non-repudiation</td></tr>
 * <tr><td>{@code key.NAME.made}</td><td>{@code on-card} (when absent) or {@code given}</td></tr>
 * <tr><td>{@code key.NAME.pin}, {@code .pin.unblock}</td><td>of a non-repudiation key</td></tr>
 * <tr><td>{@code features.without}</td><td>features not to be announced, as {@code composite}</td></tr>
 * <tr><td>{@code policy.window-export}</td><td>yes or no; no when absent</td></tr>
 * <tr><td>{@code policy.known-labels}</td><td>yes or no; yes when absent</td></tr>
 * </table>
 */
public final class CardProfile implements AutoCloseable {
  private static final int LARGEST_FILE = 1 << 16;
  private static final int LEAST_PIN = 4;
  private static final int LONGEST_PIN = 8;
  private static final int LONGEST_LABEL = 24;
  private static final int MOST_KEYS = 7;

  private final int cardClass;
  private final String label;
  private final String manufacturer;
  private final Optional<byte[]> serial;
  private final int slots;
  private final byte[] pin;
  private final byte[] unblockingCode;
  private final int tries;
  private final boolean pinRequired;
  private final List<KeyPlan> keys = new ArrayList<>();
  private final Set<Feature> without;
  private final boolean windowExport;
  private final boolean knownLabels;

  private CardProfile(ProfileFile file) throws ProfileException {
    cardClass = file.number("class", 0, 1, 3);
    if (cardClass == 0) {
      throw file.wrong("class", "is missing: give 1, 2 or 3.");
    }
    label = name(file, "label", "card");
    manufacturer = name(file, "manufacturer", "WTLS project");
    serial = serial(file);
    slots = file.number("slots", 16, 1, 32);
    tries = file.number("pin.tries", 3, 1, 15);
    pinRequired = file.yes("pin.required", true);
    windowExport = file.yes("policy.window-export", false);
    knownLabels = file.yes("policy.known-labels", true);
    without = features(file);
    pin = file.digits("pin", LEAST_PIN, LONGEST_PIN);
    unblockingCode = file.digits("pin.unblock", LONGEST_PIN, LONGEST_PIN);
    readKeys(file);
    file.refuseOthers();
  }

  /**
   * Reads a profile.
   *
   * @return the caller's to close
   * @throws ProfileException names the file and the key, and says what to do
   */
  public static CardProfile read(Path path) throws ProfileException {
    byte[] octets;
    try {
      if (Files.size(path) > LARGEST_FILE) {
        throw new ProfileException(path.toString(), "the text", "is too long for a profile.");
      }
      octets = Files.readAllBytes(path);
    } catch (IOException e) {
      throw new ProfileException("Cannot read the profile " + path + ": name a file.", e);
    }
    try {
      return parse(path.toString(), octets);
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  /**
   * Reads a profile from its text.
   *
   * @param name of the file, for messages
   * @param octets stay the caller's, who wipes them: there are PINs in them
   */
  public static CardProfile parse(String name, byte[] octets) throws ProfileException {
    ProfileFile file = ProfileFile.parse(name, octets);
    try {
      return new CardProfile(file);
    } finally {
      file.wipe();
    }
  }

  private static String name(ProfileFile file, String key, String otherwise)
      throws ProfileException {
    String name = file.text(key).orElse(otherwise);
    if (name.length() > LONGEST_LABEL || name.startsWith("WIM")) {
      throw file.wrong(key, "has more than 24 characters, or begins with WIM: shorten it.");
    }
    return name;
  }

  private static Optional<byte[]> serial(ProfileFile file) throws ProfileException {
    Optional<String> text = file.text("serial");
    if (text.isPresent() && !text.get().matches("[0-9a-fA-F]{16}")) {
      throw file.wrong("serial", "does not have 16 hex digits.");
    }
    return text.map(HexFormat.of()::parseHex);
  }

  private static Set<Feature> features(ProfileFile file) throws ProfileException {
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    for (String word : file.words("features.without")) {
      try {
        features.add(Feature.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')));
      } catch (IllegalArgumentException e) {
        throw file.wrong("features.without", "names \"" + word + "\", which no card has.");
      }
    }
    return features;
  }

  private void readKeys(ProfileFile file) throws ProfileException {
    Set<String> seen = new HashSet<>();
    for (String name : file.words("keys")) {
      if (!name.matches("[A-Za-z0-9_-]{1,24}") || !seen.add(name)) {
        throw file.wrong("keys", "has a name twice, or one not of letters and digits.");
      }
      keys.add(key(file, name));
    }
    if (keys.size() > MOST_KEYS) {
      throw file.wrong("keys", "has more than 7 names.");
    }
  }

  private static KeyPlan key(ProfileFile file, String name) throws ProfileException {
    String prefix = "key." + name + ".";
    String type = file.text(prefix + "type").orElse("");
    KeyPlan.Use use = use(file, prefix + "use");
    int bits = 0;
    Optional<NamedCurve> curve = Optional.empty();
    switch (type) {
      case "RSA" -> bits = file.number(prefix + "bits", 1024, 512, 2048);
      case "EC" -> curve = Optional.of(curve(file, prefix + "curve"));
      default -> throw file.wrong(prefix + "type", "is neither RSA nor EC.");
    }
    if (use.agrees() && curve.isEmpty() || use == KeyPlan.Use.SIGN_AND_DECRYPT && bits == 0) {
      throw file.wrong(prefix + "use", "is not for keys of type " + type + ".");
    }
    if (bits % 8 != 0) {
      throw file.wrong(prefix + "bits", "is not a multiple of 8.");
    }
    boolean nonRepudiation = use == KeyPlan.Use.NON_REPUDIATION;
    return new KeyPlan(
        name,
        use,
        bits,
        curve,
        given(file, prefix + "made"),
        nonRepudiation ? file.digits(prefix + "pin", LEAST_PIN, LONGEST_PIN) : new byte[0],
        nonRepudiation
            ? file.digits(prefix + "pin.unblock", LONGEST_PIN, LONGEST_PIN)
            : new byte[0]);
  }

  private static KeyPlan.Use use(ProfileFile file, String key) throws ProfileException {
    String word = file.text(key).orElse("");
    for (KeyPlan.Use use : KeyPlan.Use.values()) {
      if (use.word().equals(word)) {
        return use;
      }
    }
    throw file.wrong(
        key, "is none of sign, sign+decrypt, agree, agree-in-the-clear, non-repudiation.");
  }

  private static NamedCurve curve(ProfileFile file, String key) throws ProfileException {
    String name = file.text(key).orElse(NamedCurve.SECP160R1.standardName());
    for (NamedCurve curve : NamedCurve.values()) {
      if (curve.standardName().equals(name)) {
        return curve;
      }
    }
    throw file.wrong(key, "is no curve of WTLS: give secp160r1, for example.");
  }

  private static boolean given(ProfileFile file, String key) throws ProfileException {
    return switch (file.text(key).orElse("on-card")) {
      case "on-card" -> false;
      case "given" -> true;
      default -> throw file.wrong(key, "is neither on-card nor given.");
    };
  }

  /** The class of card that it is for. */
  public int cardClass() {
    return cardClass;
  }

  /** The card's name, without what makes it a WIM's. */
  public String label() {
    return label;
  }

  /** Who made it. */
  public String manufacturer() {
    return manufacturer;
  }

  /** 8 octets; empty for a random number. */
  public Optional<byte[]> serial() {
    return serial.map(byte[]::clone);
  }

  /** How many sessions it keeps. */
  public int slots() {
    return slots;
  }

  /** The keys. */
  public List<KeyPlan> keys() {
    return List.copyOf(keys);
  }

  /** What it must not announce. */
  public Set<Feature> without() {
    return Set.copyOf(without);
  }

  /** Whether key blocks of current windows may leave a class 3. */
  public boolean windowExport() {
    return windowExport;
  }

  /** Whether PHash answers known labels only. */
  public boolean knownLabels() {
    return knownLabels;
  }

  byte[] pin() {
    return pin;
  }

  byte[] unblockingCode() {
    return unblockingCode;
  }

  int tries() {
    return tries;
  }

  boolean pinRequired() {
    return pinRequired;
  }

  /** Wipes the PINs. */
  @Override
  public void close() {
    Arrays.fill(pin, (byte) 0);
    Arrays.fill(unblockingCode, (byte) 0);
    keys.forEach(KeyPlan::wipe);
  }

  /** Class, label and keys; no PIN. */
  @Override
  public String toString() {
    return "profile of class " + cardClass + ", \"" + label + "\", " + keys;
  }
}
