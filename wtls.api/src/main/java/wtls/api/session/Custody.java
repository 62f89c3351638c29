package wtls.api.session;

/** Who holds a secret. */
public enum Custody {
  /** The phone's memory. */
  PHONE,
  /** A card, which returns it after the PIN. */
  READABLE,
  /** A card, which never returns it. */
  SEALED
}
