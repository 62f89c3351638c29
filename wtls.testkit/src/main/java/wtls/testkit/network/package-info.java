/**
 * A network of datagrams that exists only in memory, with a clock of its own: everything that
 * happens follows from one seed, so that a run can be told, repeated and compared.
 *
 * <p>For one thread.
 */
package wtls.testkit.network;
