/** Boots Felix with the bundles, and the command line. */
package wtls.launcher;
