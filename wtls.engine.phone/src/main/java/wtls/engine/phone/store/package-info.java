/**
 * What the phone engine remembers between runs: the client's keys, shared secrets, trusted roots
 * and sessions, in memory or in one encrypted file.
 *
 * <p>The file is a header and one AES-256-GCM message; {@link wtls.engine.phone.store.StoreCipher}
 * and {@link wtls.engine.phone.store.StoreFormat} describe both layers. Each change reads, changes
 * and replaces the whole file under a lock, so that several processes can share it and a crash
 * leaves either the old or the new one. What the file cannot do is notice that somebody put back an
 * older copy of it: who fears that needs a card.
 */
package wtls.engine.phone.store;
