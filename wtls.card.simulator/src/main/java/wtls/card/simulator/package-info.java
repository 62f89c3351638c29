/**
 * A card reader whose cards run the applets in jCardSim, one runtime and one thread per card. A
 * card is a folder: what it remembers is in a file, so that it outlives the process, and a marker
 * says which reader it is in, so that another process can pull it.
 */
@Export
@Version("1.0.0")
package wtls.card.simulator;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
