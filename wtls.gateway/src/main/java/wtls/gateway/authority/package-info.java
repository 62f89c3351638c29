/**
 * The small CA of a home folder: it certifies the gateway's own keys, and keys of clients for class
 * 3 sessions, with WTLS certificates.
 *
 * <p>Files of a home, all readable by their owner only:
 *
 * <pre>
 * ca.wtls                           the roots, for those who trust this CA
 * ca-rsa.pem  ca-ec.pem             its keys and root certificates
 * gateway-rsa.pem  gateway-ec.pem   the gateway's keys and certificates
 * clients/NAME-rsa.pem  -ec.pem     clients' keys and certificates
 * </pre>
 */
@Export
@Version("1.0.0")
package wtls.gateway.authority;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
