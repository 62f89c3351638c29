/** The server side: handshake, session store, UDP at scale and the origin behind it. */
package wtls.gateway;
