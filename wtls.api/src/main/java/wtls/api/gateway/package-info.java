/** What a running gateway shows of itself to whoever operates it. */
@Export
@Version("1.0.0")
package wtls.api.gateway;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
