package wtls.api.engine;

import wtls.api.session.Custody;

/** The kinds of engine, after the embodiments of WO 00/02358. */
public enum Embodiment {
  /** No card: secrets and computation in the phone. */
  PHONE("phone", Custody.PHONE),
  /** First embodiment: the card keeps, signs and agrees; the phone derives. */
  STORAGE("storage", Custody.READABLE),
  /** Second embodiment: the card also derives, and keeps the master secret sealed. */
  CRYPTO("crypto", Custody.SEALED),
  /** Third embodiment: the card also protects the records. */
  FULL("full", Custody.SEALED);

  private final String label;
  private final Custody custody;

  Embodiment(String label, Custody custody) {
    this.label = label;
    this.custody = custody;
  }

  /** The word used in service properties and by people. */
  public String label() {
    return label;
  }

  /** Who holds the master secret of a session that is made by such an engine. */
  public Custody custody() {
    return custody;
  }
}
