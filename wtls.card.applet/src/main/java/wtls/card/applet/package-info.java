/**
 * The card: Java Card applets of the three card classes, each adding commands to the one before.
 * Only what the Java Card converter takes is used here; a test on the bytecode watches over it. A
 * reader that runs the applets gives them a {@link wtls.card.applet.Memory} of its own, so that a
 * card outlives the process.
 */
@Export
@Version("1.0.0")
package wtls.card.applet;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
