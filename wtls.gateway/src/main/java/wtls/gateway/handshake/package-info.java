/**
 * The server's side of WTLS handshakes and connections (WAP-261 7.2, 9, 10): one {@link
 * wtls.gateway.handshake.ServerMachine} for each peer address.
 *
 * <p>Sans-IO: datagrams, payloads, clock readings and finished key work go in; datagrams, payloads,
 * key work and events come out. A machine is plain mutable state for one thread at a time. It reads
 * no clock and draws randomness only from what it was given, so that the same inputs give the same
 * trace.
 */
package wtls.gateway.handshake;
