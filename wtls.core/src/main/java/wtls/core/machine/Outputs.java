package wtls.core.machine;

import wtls.api.client.Negotiated;
import wtls.api.client.WtlsException;
import wtls.api.engine.EngineException;

/** Where the outputs of a {@link ClientMachine} go. Implementations must not call back into it. */
public interface Outputs {

  /**
   * A datagram is to be sent.
   *
   * @param datagram holds it in its first {@code length} octets; to be used before returning only
   */
  void transmit(byte[] datagram, int length);

  /** A payload has come; it is the receiver's. */
  void deliver(byte[] payload);

  /** The connection is open. Called once. */
  void opened(Negotiated negotiated);

  /** An in-place handshake has put another session behind the connection. */
  void renewed(Negotiated negotiated);

  /** Something happened that people may want to know, and that changes nothing. */
  void warned(String description);

  /** The engine could not do its part for a record of a live connection; the record is lost. */
  void engineFailed(EngineException failure);

  /** The connection has ended, or was never opened. The last call. */
  void ended(WtlsException reason);
}
