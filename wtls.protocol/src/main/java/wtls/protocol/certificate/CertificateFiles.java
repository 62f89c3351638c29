package wtls.protocol.certificate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EncodedCertificate.Format;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;

/**
 * The contents of certificate files: armoured text with {@code -----BEGIN WTLS CERTIFICATE-----}
 * (WAP-217 7.2.1) or {@code -----BEGIN CERTIFICATE-----}, or binary WTLS or X.509 certificates, one
 * after another. Reading and writing the files themselves is left to the caller.
 */
public final class CertificateFiles {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final String WTLS = "WTLS CERTIFICATE";
  private static final String X509 = "CERTIFICATE";
  private static final int SEQUENCE = 0x30;

  private CertificateFiles() {}

  /**
   * Reads the certificates of a file, in order. Armoured blocks of other kinds, as private keys,
   * are passed over.
   *
   * @return at least one certificate
   * @throws DecodeException when it holds none, or a malformed one
   */
  public static List<EncodedCertificate> decode(byte[] file) throws DecodeException {
    if (file.length == 0) {
      throw new DecodeException("certificate_file", 0, "is empty");
    }
    List<EncodedCertificate> certificates =
        switch (file[0]) {
          case WtlsCertificate.VERSION -> readWtls(file);
          case SEQUENCE -> readDer(file);
          default -> readArmoured(new String(file, StandardCharsets.ISO_8859_1));
        };
    if (certificates.isEmpty()) {
      throw new DecodeException("certificate_file", 0, "holds no certificate");
    }
    return certificates;
  }

  /**
   * Writes certificates as armoured text.
   *
   * @throws IllegalArgumentException for formats that files do not hold
   */
  public static byte[] encode(List<EncodedCertificate> certificates) {
    StringBuilder text = new StringBuilder();
    Base64.Encoder base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
    for (EncodedCertificate certificate : certificates) {
      String label = label(certificate.format());
      text.append(BEGIN).append(label).append(DASHES).append('\n');
      text.append(base64.encodeToString(certificate.octets())).append('\n');
      text.append(END).append(label).append(DASHES).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String label(Format format) {
    return switch (format) {
      case WTLS -> WTLS;
      case X509 -> X509;
      case X968, URL ->
          throw new IllegalArgumentException(
              "Certificate files hold WTLS and X509 certificates, not " + format + ".");
    };
  }

  private static List<EncodedCertificate> readWtls(byte[] octets) throws DecodeException {
    List<EncodedCertificate> certificates = new ArrayList<>();
    OctetReader in = new OctetReader(octets);
    while (in.remaining() > 0) {
      int start = in.offset();
      WtlsCertificate.parse(in);
      certificates.add(new EncodedCertificate(Format.WTLS, in.since(start)));
    }
    return certificates;
  }

  private static List<EncodedCertificate> readDer(byte[] octets) throws DecodeException {
    List<EncodedCertificate> certificates = new ArrayList<>();
    OctetReader in = new OctetReader(octets);
    while (in.remaining() > 0) {
      int start = in.offset();
      skipDer(in);
      byte[] der = in.since(start);
      X509Certificate.parse(der);
      certificates.add(new EncodedCertificate(Format.X509, der));
    }
    return certificates;
  }

  /** Moves past a DER sequence of 128 to 65535 octets: smaller ones are no certificates. */
  private static void skipDer(OctetReader in) throws DecodeException {
    int start = in.offset();
    int tag = in.uint8("x509_certificate");
    int form = in.uint8("x509_certificate");
    if (tag != SEQUENCE || form != 0x81 && form != 0x82) {
      throw new DecodeException(
          "x509_certificate", start, "is not a DER sequence of 128 to 65535 octets");
    }
    int length = form == 0x81 ? in.uint8("x509_certificate") : in.uint16("x509_certificate");
    if (length > in.remaining()) {
      String overrun = "has length " + length + ", but " + in.remaining() + " remain";
      throw new DecodeException("x509_certificate", start, overrun);
    }
    in.skip(length);
  }

  private static List<EncodedCertificate> readArmoured(String text) throws DecodeException {
    List<EncodedCertificate> certificates = new ArrayList<>();
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
      String label = labelEnd < 0 ? "" : text.substring(begin + BEGIN.length(), labelEnd);
      int content = labelEnd + DASHES.length();
      int end = text.indexOf(END + label + DASHES, content);
      if (labelEnd < 0 || end < 0) {
        throw new DecodeException("certificate_file", begin, "has a block that does not end");
      }
      if (label.equals(WTLS) || label.equals(X509)) {
        byte[] octets = base64(text, content, end);
        certificates.add(label.equals(WTLS) ? oneWtls(octets) : oneX509(octets));
      }
      begin = text.indexOf(BEGIN, end);
    }
    return certificates;
  }

  private static EncodedCertificate oneWtls(byte[] octets) throws DecodeException {
    return WtlsCertificate.decode(octets).encoded();
  }

  private static EncodedCertificate oneX509(byte[] octets) throws DecodeException {
    X509Certificate.parse(octets);
    return new EncodedCertificate(Format.X509, octets);
  }

  private static byte[] base64(String text, int from, int to) throws DecodeException {
    ByteArrayOutputStream digits = new ByteArrayOutputStream(to - from);
    for (int i = from; i < to; i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        digits.write(text.charAt(i));
      }
    }
    try {
      return Base64.getDecoder().decode(digits.toByteArray());
    } catch (IllegalArgumentException e) {
      throw new DecodeException("certificate_file", from, "has a block that is not base64");
    }
  }
}
