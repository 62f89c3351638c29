/**
 * The record layer (WAP-261 9.2): headers, several records in one datagram, the replay window.
 *
 * <p>Protection of records is not here: see {@code wtls.protocol.crypto}.
 */
@Export
@Version("1.0.0")
package wtls.protocol.record;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
