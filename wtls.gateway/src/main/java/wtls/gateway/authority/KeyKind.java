package wtls.gateway.authority;

import wtls.api.algorithm.KeyExchangeSuite;

/** The kinds of keys that the small CA makes and certifies. */
public enum KeyKind {
  /** RSA of 2048 bits; certificates signed with RSA. */
  RSA("rsa", KeyExchangeSuite.RSA),
  /** A key for agreement on curve 7; certificates signed with ECDSA. */
  EC("ec", KeyExchangeSuite.ECDH_ECDSA);

  private final String suffix;
  private final KeyExchangeSuite suite;

  KeyKind(String suffix, KeyExchangeSuite suite) {
    this.suffix = suffix;
    this.suite = suite;
  }

  /** The suite that such a key serves. */
  public KeyExchangeSuite suite() {
    return suite;
  }

  String file(String name) {
    return name + "-" + suffix + ".pem";
  }
}
