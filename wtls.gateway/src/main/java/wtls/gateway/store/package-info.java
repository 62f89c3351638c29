/**
 * The gateway's sessions: those that clients may resume, until their time or number of uses is over
 * (WO 00/02358 claim 2).
 */
package wtls.gateway.store;
