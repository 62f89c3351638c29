package wtls.api.algorithm;

/** What all negotiable algorithms have in common: a name, a number on the wire, and their age. */
public sealed interface Algorithm
    permits KeyExchangeSuite, BulkCipher, MacAlgorithm, NamedCurve, DhGroup {

  /** The name that WAP-261 gives it, for example {@code RSA_anon_512}; what people configure. */
  String standardName();

  /** The number that stands for it on the wire. */
  int number();

  /**
   * Whether this algorithm is too weak for use today and is only kept for interoperability:
   * encryption below 80 bits and single DES, MACs below 80 bits, key exchange without
   * authentication, RSA and DH below 1024 bits, curves below 160 bits.
   */
  boolean legacy();
}
