package wtls.gateway.handshake;

import wtls.protocol.alert.AlertDescription;

/**
 * What a {@link ServerMachine} does to the world around it. Called on the machine's thread while it
 * takes an input. Of its inputs only {@link ServerMachine#send} may be called from in here.
 */
public interface ServerOutput {

  /** Sends a datagram to the client. The array is the callee's. */
  void transmit(byte[] datagram);

  /** An authentic payload from the client, each exactly once. The array is the callee's. */
  void deliver(byte[] payload);

  /**
   * Whether this client may begin a handshake now: asked before any answer is made and any key is
   * touched, once for each handshake.
   */
  boolean admitHandshake();

  /** Has a step run on some other thread, and then given back: {@link ServerMachine#completed}. */
  void offload(HandshakeTask<?> task);

  /** A handshake is complete. Payloads may flow. */
  void established(Established agreed);

  /**
   * A handshake was refused, by this side. A connection that was there before stays.
   *
   * @param alert what the client is told
   * @param reason one sentence for the log; without secrets, but with what the client claims
   */
  void refused(AlertDescription alert, String reason);

  /** A protected record has arrived: authentic and new, or not. */
  void recordArrived(boolean accepted);

  /** The connection is gone, or a handshake that had none; the machine takes no further input. */
  void closed(Closure why);

  /** Why a machine came to its end. */
  enum Closure {
    /** The client closed the connection. */
    BY_CLIENT,
    /** This side closed it. */
    BY_GATEWAY,
    /** Nothing authentic was heard for the time allowed. */
    IDLE,
    /** The sequence numbers ran out. */
    EXHAUSTED,
    /** The client reported a fatal or critical error. */
    BY_ALERT,
    /** No handshake came to a good end. */
    UNFINISHED
  }
}
