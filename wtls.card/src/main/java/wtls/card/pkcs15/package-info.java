/**
 * The directory files of a WIM (PKCS #15 version 1.0 as profiled by WAP-260 9): a lenient reader,
 * for other people's cards, and a strict writer, for ours. Pure functions and values; what is read
 * here is public.
 */
package wtls.card.pkcs15;
