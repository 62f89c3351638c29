/** The phone's side of a card. */
package wtls.card;
