package wtls.protocol.certificate;

import java.util.Objects;

/**
 * What a validated chain says of a client. The names are for display: nothing in them can steer a
 * terminal.
 *
 * @param key the key that CertificateVerify is signed with, or that takes part in the key agreement
 * @param subject the client
 * @param issuer who certified it
 * @param root the trusted root
 */
public record ClientIdentity(CertificateKey key, String subject, String issuer, String root) {
  public ClientIdentity {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(root, "root");
  }
}
