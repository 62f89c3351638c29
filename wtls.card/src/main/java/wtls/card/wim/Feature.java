package wtls.card.wim;

import java.util.EnumSet;
import java.util.Set;

/** What one of our cards announces beside the commands of WAP-260. */
public enum Feature {
  /** Keeps a session's name, times and uses: USE, STORE, FORGET. */
  DETAILS(0x0001),
  /** Several steps of a handshake in one command: ESTABLISH, FINISH, SIGN. */
  COMPOSITE(0x0002),
  /** Key transport to servers' RSA keys of up to 2048 bits. */
  LARGE_RSA(0x0004),
  /** Seals and opens records. */
  ENGINE(0x0008),
  /** Checks certificate chains against its own roots. */
  CERTIFICATES(0x0010),
  /** Gives out key blocks of an engine's current windows. */
  WINDOW_EXPORT(0x0020),
  /** Takes master secrets in. */
  IMPORT(0x0040),
  /** Generates its keys. */
  KEY_GENERATION(0x0080),
  /** Keeps master secrets that can be read after PIN-G. */
  READABLE_SECRETS(0x0100);

  private final int bit;

  Feature(int bit) {
    this.bit = bit;
  }

  /** Its bit in the announcement. */
  public int bit() {
    return bit;
  }

  static Set<Feature> of(int bits) {
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    for (Feature feature : values()) {
      if ((bits & feature.bit) != 0) {
        features.add(feature);
      }
    }
    return features;
  }
}
