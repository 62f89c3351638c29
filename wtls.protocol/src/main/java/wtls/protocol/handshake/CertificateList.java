package wtls.protocol.handshake;

import java.util.ArrayList;
import java.util.List;
import wtls.api.algorithm.KeyExchangeSuite.Kind;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EncodedCertificate.Format;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/** The codec of certificate_list (WAP-261 10.5.2). */
final class CertificateList {
  private static final int ANONYMOUS = 0;
  private static final int RSA_KEY = 2;
  private static final int ECDH_KEY = 3;
  private static final int ECDSA_KEY = 4;

  private CertificateList() {}

  static List<EncodedCertificate> read(OctetReader in) throws DecodeException {
    OctetReader list = in.vectorReader16("certificate_list", 0, 0xFFFF);
    List<EncodedCertificate> certificates = new ArrayList<>();
    while (list.remaining() > 0) {
      certificates.add(readOne(list));
    }
    return certificates;
  }

  static void write(List<EncodedCertificate> certificates, OctetWriter out) {
    int begin = out.begin16();
    for (EncodedCertificate certificate : certificates) {
      out.uint8(certificate.format().number());
      switch (certificate.format()) {
        case WTLS -> out.octets(certificate.octets());
        case X509, X968 -> out.vector16(certificate.octets());
        case URL -> out.vector8(certificate.octets());
      }
    }
    out.end16(begin);
  }

  private static EncodedCertificate readOne(OctetReader in) throws DecodeException {
    int start = in.offset();
    int format = in.uint8("certificate_format");
    return switch (format) {
      case 1 -> {
        int begin = in.offset();
        skipWtls(in);
        yield new EncodedCertificate(Format.WTLS, in.since(begin));
      }
      case 2 -> new EncodedCertificate(Format.X509, in.vector16("x509_certificate", 1, 0xFFFF));
      case 3 -> new EncodedCertificate(Format.X968, in.vector16("x968_certificate", 1, 0xFFFF));
      case 4 -> new EncodedCertificate(Format.URL, in.vector8("certificate_url", 0, 0xFF));
      default ->
          throw new DecodeException("certificate_format", start, "is " + format + ", not 1 to 4");
    };
  }

  /**
   * Moves past a WTLS certificate, which has no length of its own. Knows only as much of its layout
   * as that takes: {@code wtls.protocol.certificate} reads what it says.
   */
  private static void skipWtls(OctetReader in) throws DecodeException {
    int start = in.offset();
    int version = in.uint8("certificate_version");
    if (version != 1) {
      throw new DecodeException("certificate_version", start, "is " + version + ", not 1");
    }
    int signatureAlgorithm = in.uint8("signature_algorithm");
    Identifier.read(in);
    in.uint32("valid_not_before");
    in.uint32("valid_not_after");
    Identifier.read(in);
    int keyTypeAt = in.offset();
    switch (in.uint8("public_key_type")) {
      case RSA_KEY -> {
        ParameterSpecifier.read(in, Kind.RSA);
        in.vectorReader16("rsa_exponent", 1, 0xFFFF);
        in.vectorReader16("rsa_modulus", 1, 0xFFFF);
      }
      case ECDH_KEY, ECDSA_KEY -> {
        ParameterSpecifier.read(in, Kind.ECDH);
        in.vectorReader8("point", 1, 0xFF);
      }
      default -> throw new DecodeException("public_key_type", keyTypeAt, "is not 2, 3 or 4");
    }
    if (signatureAlgorithm != ANONYMOUS) {
      in.vectorReader16("signature", 0, 0xFFFF);
    }
  }
}
