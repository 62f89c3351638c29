package wtls.testkit.pki;

import wtls.api.engine.OwnKey;

/**
 * A key for an engine to authenticate the client with.
 *
 * @param key its public part
 * @param secret PKCS #8 for RSA, the scalar for EC; not to be written to
 */
public record ClientKey(OwnKey key, byte[] secret) {}
