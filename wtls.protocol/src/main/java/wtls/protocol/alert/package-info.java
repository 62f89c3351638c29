/** Alerts and their checksum (WAP-261 10.2). */
@Export
@Version("1.0.0")
package wtls.protocol.alert;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
