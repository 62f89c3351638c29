package wtls.api.client;

/** Something that happened on a connection. Holds no payload and no secret. */
public sealed interface ConnectionEvent {

  /** A datagram waits to be received. */
  record Arrived(int octets) implements ConnectionEvent {}

  /** An in-place handshake has ended: another session is behind the connection now. */
  record Renewed(Negotiated negotiated) implements ConnectionEvent {}

  /** The server sent an alert that does not end the connection. */
  record Warned(String description) implements ConnectionEvent {}

  /** The connection has ended, with the reason in one sentence. */
  record Ended(String reason) implements ConnectionEvent {}
}
