package wtls.api.algorithm;

import java.util.Optional;

/** The key exchange suites (WAP-261 table 4, numbers 0 to 18). */
public enum KeyExchangeSuite implements Algorithm {
  NULL("NULL", Kind.NULL, false, 0, false),
  SHARED_SECRET("SHARED_SECRET", Kind.SHARED_SECRET, true, 0, false),
  DH_ANON("DH_anon", Kind.DH, false, 0, false),
  DH_ANON_512("DH_anon_512", Kind.DH, false, 512, false),
  DH_ANON_768("DH_anon_768", Kind.DH, false, 768, false),
  RSA_ANON("RSA_anon", Kind.RSA, false, 0, false),
  RSA_ANON_512("RSA_anon_512", Kind.RSA, false, 512, false),
  RSA_ANON_768("RSA_anon_768", Kind.RSA, false, 768, false),
  RSA("RSA", Kind.RSA, true, 0, false),
  RSA_512("RSA_512", Kind.RSA, true, 512, false),
  RSA_768("RSA_768", Kind.RSA, true, 768, false),
  ECDH_ANON("ECDH_anon", Kind.ECDH, false, 0, false),
  ECDH_ANON_113("ECDH_anon_113", Kind.ECDH, false, 113, false),
  ECDH_ANON_131("ECDH_anon_131", Kind.ECDH, false, 131, false),
  ECDH_ECDSA("ECDH_ECDSA", Kind.ECDH, true, 0, false),
  ECDH_ANON_UNCOMP("ECDH_anon_uncomp", Kind.ECDH, false, 0, true),
  ECDH_ANON_UNCOMP_113("ECDH_anon_uncomp_113", Kind.ECDH, false, 113, true),
  ECDH_ANON_UNCOMP_131("ECDH_anon_uncomp_131", Kind.ECDH, false, 131, true),
  ECDH_ECDSA_UNCOMP("ECDH_ECDSA_uncomp", Kind.ECDH, true, 0, true);

  /** How the pre-master secret comes about. */
  public enum Kind {
    /** There is none: it has length zero. */
    NULL,
    /** Both sides had it before. */
    SHARED_SECRET,
    /** Diffie-Hellman in a prime field. */
    DH,
    /** The client makes it and encrypts it for the server. */
    RSA,
    /** Diffie-Hellman on an elliptic curve. */
    ECDH
  }

  private static final KeyExchangeSuite[] BY_NUMBER = values();

  private final String standardName;
  private final Kind kind;
  private final boolean authenticated;
  private final int keyLimitBits;
  private final boolean uncompressed;

  KeyExchangeSuite(
      String standardName, Kind kind, boolean authenticated, int limit, boolean uncompressed) {
    this.standardName = standardName;
    this.kind = kind;
    this.authenticated = authenticated;
    this.keyLimitBits = limit;
    this.uncompressed = uncompressed;
  }

  /** The suite with this number, or empty where WAP-261 assigns none. */
  public static Optional<KeyExchangeSuite> of(int number) {
    return number >= 0 && number < BY_NUMBER.length
        ? Optional.of(BY_NUMBER[number])
        : Optional.empty();
  }

  @Override
  public String standardName() {
    return standardName;
  }

  @Override
  public int number() {
    return ordinal();
  }

  /** How the pre-master secret comes about. */
  public Kind kind() {
    return kind;
  }

  /** Whether the server proves who it is, by a certificate or by knowing the shared secret. */
  public boolean authenticated() {
    return authenticated;
  }

  /** Whether the server sends a certificate in the full handshake. */
  public boolean usesCertificate() {
    return authenticated && kind != Kind.SHARED_SECRET;
  }

  /** Whether the server sends its key in ServerKeyExchange (WAP-261 10.5.3): the *_anon suites. */
  public boolean usesServerKeyExchange() {
    return !authenticated && kind != Kind.NULL;
  }

  /** The largest public key allowed, in bits; 0 where there is no limit. */
  public int keyLimitBits() {
    return keyLimitBits;
  }

  /** Whether points must travel uncompressed (suites 15 to 18). */
  public boolean uncompressed() {
    return uncompressed;
  }

  @Override
  public boolean legacy() {
    return !authenticated || keyLimitBits != 0;
  }
}
