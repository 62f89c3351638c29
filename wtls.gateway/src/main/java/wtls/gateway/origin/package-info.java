/**
 * Answers connectionless WSP requests by fetching from HTTP origins.
 *
 * <p>Every request gets one reply: the origin's, or an error in WSP's own terms. Bodies pass as
 * they are. Redirects are not followed but passed on, since the client must know where it is.
 */
package wtls.gateway.origin;
