/** The core handshake bundle: client state machines, sessions and the broker. */
package wtls.core;
