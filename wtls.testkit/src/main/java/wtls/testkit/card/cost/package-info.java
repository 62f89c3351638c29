/** What the flows of WTLS cost between a phone and its card: commands, octets and time. */
package wtls.testkit.card.cost;
