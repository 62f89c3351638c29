/**
 * The vocabulary of algorithms: the numbers and sizes that WAP-261 assigns to key exchange suites,
 * bulk ciphers, MACs, curves and groups.
 *
 * <p>Facts only. What may be negotiated is decided elsewhere, by policy; {@link
 * wtls.api.algorithm.Algorithm#legacy()} is the fact that such a policy starts from. All types are
 * immutable and safe for use from any thread.
 */
@Export
@Version("1.0.0")
package wtls.api.algorithm;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
