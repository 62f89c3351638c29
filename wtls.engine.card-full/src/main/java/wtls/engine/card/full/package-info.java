/** The engine of embodiment 3: the card does everything; the phone carries datagrams. */
package wtls.engine.card.full;
