/**
 * WTLS certificates (WAP-261 10.5.2), certificate files, and the validation of chains of WTLS and
 * X.509 certificates.
 */
@Export
@Version("1.0.0")
package wtls.protocol.certificate;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
