/** The engines that scenarios are run with. A new engine joins by one line in {@code Engines}. */
package wtls.testkit.engine;
