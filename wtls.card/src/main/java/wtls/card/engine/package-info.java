/**
 * What engines over cards share, whatever their embodiment: {@link wtls.card.engine.CardEngine} is
 * the part that only reads the card, {@link wtls.card.engine.EngineRoster} keeps one engine in
 * service for each suitable card.
 */
@Export
@Version("1.0.0")
package wtls.card.engine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
