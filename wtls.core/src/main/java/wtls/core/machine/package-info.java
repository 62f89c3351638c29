/**
 * The client's side of WTLS as a state machine without input or output: datagrams and the time go
 * in, datagrams, deadlines and events come out. Engine answers are the return values of the engine
 * that the machine is given.
 *
 * <p>A machine is used by one thread at a time. It starts no thread, reads no clock and opens no
 * socket, so that the same seed gives the same trace.
 */
package wtls.core.machine;
