/**
 * The client API: secure connections for applications.
 *
 * <p>{@link wtls.api.client.WtlsClient} is a service of the core handshake bundle. Everything here
 * is safe for use from any thread; methods that block say so.
 */
@Export
@Version("1.0.0")
package wtls.api.client;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
