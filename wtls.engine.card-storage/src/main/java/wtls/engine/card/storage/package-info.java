/**
 * The engine of embodiment 1: the card keeps keys, certificates and sessions, signs and agrees; the
 * phone computes with secrets that it reads from the card after its PIN, and wipes its copies.
 */
package wtls.engine.card.storage;
