/** Forwards clear datagrams to another WAP gateway and its answers back. */
package wtls.gateway.relay;
