package wtls.protocol.certificate;

/** What the key in a certificate is wanted for. */
enum KeyUse {
  /** The client encrypts a secret for it. */
  ENCRYPT,
  /** It takes part in a key agreement. */
  AGREE,
  /** It signs CertificateVerify, or application data. */
  SIGN,
  /** It signs certificates. */
  CERTIFY
}
