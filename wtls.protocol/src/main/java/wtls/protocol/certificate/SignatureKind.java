package wtls.protocol.certificate;

/** The kind of key that made a signature. */
enum SignatureKind {
  NONE,
  RSA,
  ECDSA
}
