/** The card: Java Card applets of the three card classes. */
package wtls.card.applet;
