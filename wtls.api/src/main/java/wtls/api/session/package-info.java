/**
 * What is known of a secure session apart from its secret: values that the core, the engines and
 * applications exchange.
 *
 * <p>Immutable, safe for use from any thread, and free of secrets: any of it may be logged.
 */
@Export
@Version("1.0.0")
package wtls.api.session;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
