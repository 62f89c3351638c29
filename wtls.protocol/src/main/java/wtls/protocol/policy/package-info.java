/**
 * What may be negotiated: everything that is not legacy, and of the legacy algorithms those that
 * were configured by name.
 */
@Export
@Version("1.0.0")
package wtls.protocol.policy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
