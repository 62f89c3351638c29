/**
 * The gate that keeps the applets convertible: what the Java Card converter would refuse is found
 * in the class files. The converter itself is not to be had from a package registry.
 */
package wtls.card.applet.subset;
