package wtls.testkit.engine;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import wtls.api.engine.EncodedCertificate;
import wtls.testkit.pki.ClientKey;

/**
 * What an engine finds in the phone that it is put into.
 *
 * @param clock for the pre-defined time of sessions
 * @param random the only randomness that it may use
 */
public record Handset(
    List<EncodedCertificate> roots,
    List<ClientKey> keys,
    String sharedSecretName,
    byte[] sharedSecret,
    InstantSource clock,
    SecureRandom random) {}
