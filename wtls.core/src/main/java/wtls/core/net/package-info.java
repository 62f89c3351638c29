/**
 * The client's way to the network: one UDP socket for each connection, all read by one thread.
 *
 * <p>A thin shell around the state machines. Nothing here knows WTLS.
 */
package wtls.core.net;
