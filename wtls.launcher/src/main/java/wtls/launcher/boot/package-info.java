/**
 * The part of the launcher outside the framework: boots Felix with the bundles nested in the
 * runnable jar, hands the arguments to the command line, and ends the process with its exit code.
 *
 * <p>Needs nothing but the JDK and Felix, and shares only JDK types with the bundles.
 */
package wtls.launcher.boot;
