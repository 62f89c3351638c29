/**
 * Room of the engine for embodiment 2: the card makes and keeps the master secret, the phone
 * protects records one key window at a time. It holds no engine yet.
 */
package wtls.engine.card.crypto;
