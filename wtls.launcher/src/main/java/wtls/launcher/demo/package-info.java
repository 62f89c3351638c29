/** What {@code wtls run} shows: an origin, a gateway and a phone in one process, over real UDP. */
package wtls.launcher.demo;
