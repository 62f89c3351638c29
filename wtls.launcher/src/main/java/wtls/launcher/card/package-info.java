/** The cards of a home: their shelf, their making, and where their PINs come from. */
package wtls.launcher.card;
