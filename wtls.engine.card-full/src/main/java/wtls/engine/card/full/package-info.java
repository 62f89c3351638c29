/**
 * Room of the engine for embodiment 3: the card also encrypts and checks records, the phone carries
 * datagrams. It holds no engine yet.
 */
package wtls.engine.card.full;
