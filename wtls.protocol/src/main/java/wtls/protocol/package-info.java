/**
 * The language of WTLS: pure functions and values, without sockets, threads, clocks or services.
 */
@Export
@Version("1.0.0")
package wtls.protocol;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
