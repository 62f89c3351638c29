/** What the gateway proves itself with: keys of its own making, or from files that it is given. */
package wtls.gateway.identity;
