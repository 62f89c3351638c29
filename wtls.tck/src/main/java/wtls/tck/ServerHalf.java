package wtls.tck;

import java.security.SecureRandom;
import wtls.api.algorithm.DhGroup;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.ServerKey;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.DhKeyPair;
import wtls.protocol.crypto.DhKeys;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.RsaPrivateKey;
import wtls.protocol.crypto.WtlsKeys;

/** The server's side of one key exchange. */
interface ServerHalf {

  /** What the server sends. */
  ServerKey key();

  /**
   * The pre-master secret.
   *
   * @param clientKeyExchange what the client sent, or its fixed public key
   */
  byte[] preMaster(byte[] clientKeyExchange) throws BadKeyException;

  /** For the suites in which the server sends no key. */
  record Agreed(byte[] preMaster) implements ServerHalf {
    @Override
    public ServerKey key() {
      return new ServerKey.None();
    }

    @Override
    public byte[] preMaster(byte[] clientKeyExchange) {
      return preMaster.clone();
    }
  }

  /** For the RSA suites. */
  record Rsa(RsaPrivateKey own, int clientVersion, SecureRandom random) implements ServerHalf {
    @Override
    public ServerKey key() {
      return new ServerKey.Rsa(own.exponent(), own.modulus());
    }

    @Override
    public byte[] preMaster(byte[] clientKeyExchange) {
      byte[] secret = RsaKeys.decryptSecret(own, clientKeyExchange, clientVersion, random);
      return WtlsKeys.rsaPreMaster(secret, own.exponent(), own.modulus());
    }
  }

  /** For the DH suites. */
  record Dh(DhGroup group, DhKeyPair own) implements ServerHalf {
    @Override
    public ServerKey key() {
      return new ServerKey.Dh(group, own.publicValue());
    }

    @Override
    public byte[] preMaster(byte[] clientKeyExchange) throws BadKeyException {
      return DhKeys.agree(group, own.privateKey(), clientKeyExchange);
    }
  }

  /** For the ECDH suites. */
  record Ec(NamedCurve curve, EcKeyPair own, boolean compressed) implements ServerHalf {
    @Override
    public ServerKey key() {
      return new ServerKey.Ec(curve, own.point(compressed));
    }

    @Override
    public byte[] preMaster(byte[] clientKeyExchange) throws BadKeyException {
      return EcKeys.agree(curve, own.privateKey(), clientKeyExchange);
    }
  }
}
