package wtls.card.wim;

import java.util.Objects;
import java.util.Optional;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;

/**
 * A certificate that a card lists (WAP-260 9.4.4).
 *
 * @param kind which list it is in
 * @param label its name
 * @param subject SHA-1 of the certified key
 * @param issuer SHA-1 of the issuer's key; empty for a root, and where the card does not say
 * @param authority whether it is a CA's
 * @param certificate itself, or its URL
 */
public record WimCertificate(
    Kind kind,
    String label,
    KeyId subject,
    Optional<KeyId> issuer,
    boolean authority,
    EncodedCertificate certificate) {

  /** The lists. */
  public enum Kind {
    /** The client's own. */
    OWN,
    /** Roots that the issuer of the card vouches for; the user cannot change them. */
    TRUSTED,
    /** Other authorities', which the user may add. */
    USEFUL
  }

  public WimCertificate {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(certificate, "certificate");
  }
}
