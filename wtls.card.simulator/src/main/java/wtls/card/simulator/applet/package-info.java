/** The applets as the simulated cards run them: over the memory of the card that installs them. */
package wtls.card.simulator.applet;
