package wtls.api.engine;

import java.util.Objects;

/**
 * A certificate as stored or received; parsing it is the reader's business.
 *
 * @param format what the octets are
 * @param octets the certificate without the format octet and length of a Certificate message
 *     (WAP-261 10.5.2); not copied
 */
public record EncodedCertificate(Format format, byte[] octets) {

  /** The certificate formats (WAP-261 10.5.2). */
  public enum Format {
    WTLS(1),
    X509(2),
    X968(3),
    URL(4);

    private final int number;

    Format(int number) {
      this.number = number;
    }

    /** The number that stands for it on the wire. */
    public int number() {
      return number;
    }
  }

  public EncodedCertificate {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(octets, "octets");
  }

  @Override
  public String toString() {
    return format + " certificate of " + octets.length + " octets";
  }
}
