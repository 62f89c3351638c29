/**
 * Connectionless WSP (WAP-230 7.2, 8): requests and replies as single datagrams, with the compact
 * header encoding of code page 1. Both directions, so that the gateway and its clients speak
 * through the same code.
 *
 * <p>Pure functions and values, safe for use from any thread. Encoding version 1.2 is complete:
 * whatever has an assigned number up to that version is sent as a number, and everything later as
 * text, which every peer must understand (8.4.1.1). What later versions added with a grammar known
 * here is read all the same. Malformed input of any kind gives a {@link
 * wtls.protocol.codec.DecodeException}; nothing is allocated from an unchecked length.
 */
@Export
@Version("1.0.0")
package wtls.gateway.wsp;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
