/** Writing the datagrams that pass to a file that Wireshark opens. */
package wtls.launcher.capture;
