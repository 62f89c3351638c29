/**
 * The engine of embodiment 2: the card makes and keeps the master secret; the phone protects
 * records, one key window at a time.
 */
package wtls.engine.card.crypto;
