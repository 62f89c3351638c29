/** The contracts that applications and engine vendors compile against. */
@Export
@Version("0.1.0")
package wtls.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
