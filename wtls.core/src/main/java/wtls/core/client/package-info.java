/**
 * The client API as a service: which engine serves which connection, and the threads and locks
 * around the state machines.
 *
 * <p>Each connection has one lock, under which its machine runs. Datagrams wait in a queue of the
 * connection and are worked off by one thread of a pool at a time, so that a connection whose
 * engine is slow holds up nobody else.
 */
package wtls.core.client;
