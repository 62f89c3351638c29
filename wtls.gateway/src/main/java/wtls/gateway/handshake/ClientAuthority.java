package wtls.gateway.handshake;

import wtls.protocol.handshake.Identifier;

/**
 * An authority as CertificateRequest names it.
 *
 * @param isRsa whether it certifies RSA keys, else keys on curves
 * @param name its key hash, or nothing for any authority (WAP-261_102)
 */
public record ClientAuthority(boolean isRsa, Identifier name) {}
