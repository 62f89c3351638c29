/** Simulated cards with the tests' keys on them, and the engines over them. */
package wtls.testkit.card;
