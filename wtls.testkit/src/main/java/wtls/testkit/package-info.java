/**
 * Both ends of WTLS as stations of a virtual network, and the engines that every scenario is run
 * with. Scenarios are in the tests of this module; modules with an engine of their own may use it
 * for theirs.
 */
package wtls.testkit;
