package wtls.gateway.handshake;

import java.util.List;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.DhGroup;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.handshake.ParameterSpecifier;

/** What the server makes of a ClientHello. */
sealed interface Choice {

  Terms terms();

  /**
   * What every flow agrees on.
   *
   * @param keyIndex position of the key exchange in the client's list, from 1; 0 when resuming
   */
  record Terms(
      int keyIndex, KeyExchangeSuite keyExchange, CipherSuite cipherSuite, int keyRefresh) {}

  /** To resume a session: abbreviated handshake. */
  record Resume(Terms terms, Sessions.Secured session) implements Choice {}

  /**
   * To make a new session out of a secret that is there already: SHARED_SECRET and NULL.
   *
   * @param secret the pre-master secret, to be wiped
   * @param client the name of the secret
   */
  record Preshared(Terms terms, byte[] secret, String client) implements Choice {
    @Override
    public String toString() {
      return terms.toString();
    }
  }

  /** To agree with the client's fixed key, which is known: optimised handshake. */
  record Optimised(Terms terms, CertifiedKey.Ecdh key, List<EncodedCertificate> clientChain)
      implements Choice {}

  /**
   * To make a new session by public keys: full handshake.
   *
   * @param clientChain the certificates of the client's key, where it named one that is known
   */
  record Full(Terms terms, KeyOffer offer, List<EncodedCertificate> clientChain)
      implements Choice {}

  /** The key that the server brings to a full handshake. */
  sealed interface KeyOffer {
    record Certified(CertifiedKey key) implements KeyOffer {}

    /** An unsigned RSA key; its size is limited by the suite. */
    record AnonymousRsa() implements KeyOffer {}

    /**
     * @param announced none where the client named the group itself
     */
    record AnonymousDh(DhGroup group, ParameterSpecifier announced) implements KeyOffer {}

    /**
     * @param announced none where the client named the curve itself
     */
    record AnonymousEc(NamedCurve curve, ParameterSpecifier announced) implements KeyOffer {}
  }
}
