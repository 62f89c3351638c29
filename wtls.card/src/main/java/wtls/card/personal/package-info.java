/**
 * Makes a blank card of ours into a WIM: from a profile, with keys that the card generates or is
 * given, and certificates for them.
 *
 * <pre>{@code
 * try (CardProfile profile = CardProfile.read(Path.of("card.properties"))) {
 *   Personalisation card = Personalisation.begin(slot, profile, Map.of());
 *   card.finish(certify(card.keys()));
 * }
 * }</pre>
 */
@Export
@Version("1.0.0")
package wtls.card.personal;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
