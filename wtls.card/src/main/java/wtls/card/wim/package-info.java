/**
 * The WIM driver: the service primitives of WAP-260 7 on any WIM, and the commands that our own
 * cards announce beside them.
 *
 * <p>There is one {@link wtls.card.wim.WimCard} for each powered card, shared by all engines. Each
 * method is one exclusive exchange with the card: another thread's call waits for it to end. {@link
 * wtls.card.wim.WimCard#exclusively} makes one exchange of several calls.
 *
 * <p>Every method that talks to the card blocks for as long as the card computes, or, where a PIN
 * is missing, for as long as the user takes to give it, and throws {@link
 * wtls.card.wim.WimException}. Arrays given in stay the caller's; arrays returned are new and the
 * caller's, who wipes those that hold secrets. What the driver encodes and decodes in between it
 * wipes.
 */
@Export
@Version("1.0.0")
package wtls.card.wim;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
