/** A card reader whose cards run the applets in jCardSim. */
package wtls.card.simulator;
