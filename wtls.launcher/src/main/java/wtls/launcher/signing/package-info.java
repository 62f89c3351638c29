/**
 * Signatures over application data as WMLScript's {@code Crypto.signText} makes them (WAP-161,
 * chapter 4): codec and check. Pure values; the signing itself is the card's.
 */
package wtls.launcher.signing;
