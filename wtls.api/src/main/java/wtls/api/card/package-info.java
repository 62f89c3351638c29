/**
 * Access to cards: what a reader registers, and what it may ask of the phone's user. Vendors whose
 * cards sit behind other hardware (a modem's SIM access, a secure element) implement {@link
 * wtls.api.card.CardSlot} and register it as a service while a card is there.
 */
@Export
@Version("1.0.0")
package wtls.api.card;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
