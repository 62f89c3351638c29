/**
 * The engine SPI: what a vendor of a security engine implements.
 *
 * <p>An engine is an OSGi service of type {@link wtls.api.engine.SecurityEngine}. It makes and
 * keeps master secrets; the core asks it for what the protocol needs, and never for the secret
 * itself. Three rules hold throughout.
 *
 * <ul>
 *   <li><b>Opaque derivation.</b> A derivation is a label, a seed, a hash and a length. Engines do
 *       not know what randoms are, so that the same engine can serve another protocol.
 *   <li><b>No hidden record state.</b> Each seal and open is told its sequence number. An engine
 *       can therefore be replaced between any two records, and a call that got no answer can be
 *       repeated on another engine.
 *   <li><b>Release is not the end.</b> {@link wtls.api.engine.EngineSession#release release} copies
 *       or names what moves; the session stays whole until it is closed, so that a failed adoption
 *       costs nothing.
 * </ul>
 *
 * <p><b>Threads.</b> The core makes at most one call at a time on an {@link
 * wtls.api.engine.EngineSession}, and on all objects that came from it, but calls different
 * sessions of one engine from different threads. An engine over a device that takes one command at
 * a time serialises for itself. Methods may block for as long as the device needs, except where
 * their documentation says otherwise; the core runs engines that are not {@linkplain
 * wtls.api.engine.EngineProfile#inProcess() in process} on threads where a wait delays only the
 * sessions of that engine.
 *
 * <p><b>Octets.</b> Unless a method says otherwise, an array given to an engine belongs to the
 * caller and is not kept; an array returned belongs to the caller, who wipes it if it is secret.
 * Records of this package hold arrays without copying: they are not to be changed after.
 */
@Export
@Version("1.0.0")
package wtls.api.engine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
