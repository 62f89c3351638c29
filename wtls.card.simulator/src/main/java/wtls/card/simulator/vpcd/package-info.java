/**
 * Puts a card behind a real PC/SC daemon: a client of vsmartcard's virtual reader vpcd, in which
 * the card then is for every program on the machine.
 */
@Export
@Version("1.0.0")
package wtls.card.simulator.vpcd;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
