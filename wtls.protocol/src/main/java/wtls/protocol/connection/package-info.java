/**
 * The state of a connection that both ends keep alike: sequence numbers and protection of each
 * direction, the handshake transcript, and the checksums that alerts refer to.
 *
 * <p>Plain mutable objects for use by one thread at a time; no sockets, clocks or services. What to
 * do with a record is for the client's and the server's state machines to decide.
 */
@Export
@Version("1.0.0")
package wtls.protocol.connection;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
