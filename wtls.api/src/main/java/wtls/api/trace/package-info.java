/**
 * Watching datagrams and card commands go by, for captures and message ladders. What crosses here
 * is what crosses the network, and the sizes of what crosses to a card: no secrets, no clear text
 * of protected records.
 */
@Export
@Version("1.0.0")
package wtls.api.trace;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
