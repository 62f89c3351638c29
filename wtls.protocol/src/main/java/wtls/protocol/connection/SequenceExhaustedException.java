package wtls.protocol.connection;

/** All 65,536 sequence numbers of a direction are used (WAP-261 9.2.3.1). */
public final class SequenceExhaustedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public SequenceExhaustedException() {
    super("All sequence numbers of this connection are used: close it and resume the session.");
  }
}
