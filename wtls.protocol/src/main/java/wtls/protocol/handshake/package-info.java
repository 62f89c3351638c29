/**
 * The handshake messages (WAP-261 10.5) as values, and their codec {@link
 * wtls.protocol.handshake.Handshakes}.
 *
 * <p>Values keep numbers that WAP-261 does not assign, where the protocol wants them ignored or
 * answered. They share the arrays they are made from and give out: who writes to one changes the
 * value. Nothing in a handshake message is secret.
 */
@Export
@Version("1.0.0")
package wtls.protocol.handshake;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
