/**
 * Reading and writing octets: the bounded reader and the growable writer under all codecs, and the
 * one exception for malformed input.
 */
@Export
@Version("1.0.0")
package wtls.protocol.codec;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
