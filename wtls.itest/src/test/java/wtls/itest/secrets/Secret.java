package wtls.itest.secrets;

/**
 * Something that must not be found where it does not belong.
 *
 * @param name which one, for people
 * @param octets at least 8
 */
record Secret(Kind kind, String name, byte[] octets) {

  /** What it is; who may have it depends on that. */
  enum Kind {
    PRIVATE_KEY,
    PIN,
    PRE_MASTER,
    MASTER_SECRET,
    KEY_BLOCK
  }

  /** Whether it may be computed with as one number. */
  boolean number() {
    return kind == Kind.PRIVATE_KEY || kind == Kind.PRE_MASTER;
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }
}
