/** A real PC/SC stack around simulated cards: Debian's pcscd with vsmartcard's virtual readers. */
package wtls.testkit.pcsc;
