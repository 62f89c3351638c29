/** What the gateway forwards clear datagrams to: an origin, or another gateway. */
package wtls.gateway.upstream;
