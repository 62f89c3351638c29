/**
 * Room of the engine for embodiment 1: the card keeps keys, certificates and session records, the
 * phone computes. It holds no engine yet.
 */
package wtls.engine.card.storage;
