/**
 * Commands to a card, as values, and what can be put around a {@link wtls.api.card.CardTransport}:
 * each decorator is one small class that does one thing.
 *
 * <p>From the driver down to the reader they go in this order: {@link
 * wtls.card.transport.ChunkedTransport}, {@link wtls.card.transport.MeteredTransport} or {@link
 * wtls.card.transport.TimedTransport}, {@link wtls.card.transport.JoinedTransport}, {@link
 * wtls.card.transport.LoggedTransport} or {@link wtls.card.transport.TracedTransport}, the slot.
 */
@Export
@Version("1.0.0")
package wtls.card.transport;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
