/** The folder in which one person's keys, certificates and sessions live. */
package wtls.launcher.home;
