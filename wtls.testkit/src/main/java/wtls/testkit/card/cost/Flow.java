package wtls.testkit.card.cost;

/** What a phone does with its card, after directories are read and the PIN is given. */
public enum Flow {
  /** From ClientHello until both ends are open, with the session stored. */
  FULL("full handshake"),
  /** Resumes the session that the full handshake has stored. */
  ABBREVIATED("abbreviated handshake"),
  /** The first record of a key window, in which the keys change and the record is sealed. */
  WINDOW("first record of a key window"),
  /** A record within a window, of {@link CostSetting#CONTENT} octets. */
  SEALED("record of 100 octets sealed"),
  /** The same the other way. */
  OPENED("record of 100 octets opened"),
  /** The end of a connection whose session stays. */
  CLOSE("close");

  private final String title;

  Flow(String title) {
    this.title = title;
  }

  /** For tables and traces. */
  public String title() {
    return title;
  }
}
