package wtls.itest.secrets;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import wtls.gateway.handshake.CertifiedKey;
import wtls.itest.secrets.Secret.Kind;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.EcKeys;
import wtls.testkit.pki.ClientKey;

/** What was put on a card. */
final class CardSecrets {
  private CardSecrets() {}

  /** The secret numbers of a client's keys, and what they make with the server's. */
  static List<Secret> of(List<ClientKey> keys, CertifiedKey.Ecdh server) {
    List<Secret> secrets = new ArrayList<>();
    for (ClientKey key : keys) {
      if (key.key().curve().isPresent()) {
        secrets.add(new Secret(Kind.PRIVATE_KEY, "EC scalar", key.secret()));
        secrets.add(new Secret(Kind.PRE_MASTER, "of ECDH", agreed(key, server)));
      } else {
        secrets.addAll(rsa(key.secret()));
      }
    }
    return secrets;
  }

  private static byte[] agreed(ClientKey key, CertifiedKey.Ecdh server) {
    try {
      return EcKeys.agree(server.curve(), key.secret(), server.point());
    } catch (BadKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Secret> rsa(byte[] encoded) {
    try {
      RSAPrivateCrtKey key =
          (RSAPrivateCrtKey)
              KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return List.of(
          number("RSA d", key.getPrivateExponent()),
          number("RSA p", key.getPrimeP()),
          number("RSA q", key.getPrimeQ()),
          number("RSA d mod p - 1", key.getPrimeExponentP()),
          number("RSA d mod q - 1", key.getPrimeExponentQ()),
          number("RSA 1 / q", key.getCrtCoefficient()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Secret number(String name, BigInteger value) {
    byte[] octets = value.toByteArray();
    int sign = octets[0] == 0 ? 1 : 0;
    return new Secret(Kind.PRIVATE_KEY, name, Arrays.copyOfRange(octets, sign, octets.length));
  }
}
