/**
 * UDP at scale: datagram channels, the table of clients behind them, and the limits on what unknown
 * addresses may cost. All protocol is in {@code wtls.gateway.handshake}; this package gives its
 * machines datagrams, time and threads.
 *
 * <p>Each channel has one event loop, which alone touches the channel's clients. Private keys are
 * used on a small pool of other threads.
 */
package wtls.gateway.net;
