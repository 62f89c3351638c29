/**
 * Many clients on one thread, over real UDP sockets, to put a real gateway under load. Clients are
 * machines with engines of their own, without the core's threads and services.
 */
package wtls.testkit.swarm;
