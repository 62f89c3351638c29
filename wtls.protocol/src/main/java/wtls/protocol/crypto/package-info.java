/**
 * The cryptography of WTLS: PRF and key schedule, record protection, elliptic curves,
 * Diffie-Hellman, RSA (WAP-261 11, appendices A and B).
 *
 * <p>Functions of their arguments; the few objects with state are used by one thread at a time.
 * Secrets are octet arrays: those given are copied where they are kept, those kept are wiped by
 * {@code close}. Big integers and the round keys inside Bouncy Castle's ciphers are immutable or
 * out of reach; they are dropped as early as possible. Records are opened, and RSA secrets
 * decrypted, by code without branches or addresses that depend on a secret, so that a peer learns
 * nothing from the way in which its forgery failed.
 *
 * <p>Hashes, block ciphers, curve arithmetic and RSA come from Bouncy Castle. CBC and HMAC are put
 * together here, since a record is opened in constant time only by code that has their parts in
 * hand.
 */
@Export
@Version("1.0.0")
package wtls.protocol.crypto;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
