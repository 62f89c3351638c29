/** What the engines over a card share: their credentials, and how its refusals become theirs. */
@Export
@Version("1.0.0")
package wtls.card.engine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
