/** Fetching pages over a secure connection, by connectionless WSP (WAP-230 6.4). */
package wtls.launcher.page;
