/**
 * Parts for security engines: the client's half of the key exchange suites in software (WAP-261
 * table 4), sessions whose secrets are in the phone's memory, and what keeps any engine's secrets
 * safe from calls that come at the wrong time. Randomness is given in; what an engine keeps
 * elsewhere it lends through {@link wtls.protocol.engine.HeldSecrets}.
 */
@Export
@Version("1.0.0")
package wtls.protocol.engine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
