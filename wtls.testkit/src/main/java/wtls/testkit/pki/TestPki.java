package wtls.testkit.pki;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyExchangeOffer;
import wtls.api.engine.OwnKey;
import wtls.gateway.handshake.CertifiedKey;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.WtlsName;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.RsaPrivateKey;
import wtls.protocol.handshake.ParameterSpecifier;
import wtls.testkit.SeededRandom;

/** Who is who in every scenario. Immutable. */
public final class TestPki {
  /** The name of the server, which its certificates bear. */
  public static final String HOST = "gateway.example";

  /** A secret that both ends have, by its name. */
  public static final String SHARED_SECRET_NAME = "desk 7";

  private static final long SEED = 0x57544C53;
  private static final int CA_BITS = 1024;

  private final Authority rsaRoot;
  private final Authority ecRoot;
  private final Authority stranger;
  private final List<CertifiedKey> serverKeys = new ArrayList<>();
  private final List<CertifiedKey> strangersKeys = new ArrayList<>();
  private final List<ClientKey> clientKeys = new ArrayList<>();

  private static final class Holder {
    static final TestPki ONLY = new TestPki(new SeededRandom(SEED));
  }

  private TestPki(SeededRandom random) {
    rsaRoot = Authority.rsa("Root 1", CA_BITS, random, null);
    ecRoot = Authority.ec("Root 2", NamedCurve.SECP160R1, random);
    stranger = Authority.rsa("Stranger", CA_BITS, random, null);
    Authority operator = Authority.rsa("Operator", CA_BITS, random, rsaRoot);
    serverKeys.add(rsaServerKey(1024, operator, random));
    serverKeys.add(rsaServerKey(768, rsaRoot, random));
    serverKeys.add(rsaServerKey(512, rsaRoot, random));
    for (NamedCurve curve : NamedCurve.values()) {
      serverKeys.add(ecServerKey(curve, random));
    }
    strangersKeys.add(rsaServerKey(1024, stranger, random));
    clientKeys.add(rsaClientKey(operator, random));
    for (NamedCurve curve : List.of(NamedCurve.SECP160R1, NamedCurve.C2PNB163V1)) {
      clientKeys.add(ecClientKey(curve, random));
    }
  }

  /** The same for everybody. */
  public static TestPki get() {
    return Holder.ONLY;
  }

  /** What phones trust, and the gateway trusts about phones. */
  public List<EncodedCertificate> roots() {
    return List.of(rsaRoot.certificate(), ecRoot.certificate());
  }

  /** The authorities behind {@link #roots}. */
  public List<Authority> authorities() {
    return List.of(rsaRoot, ecRoot);
  }

  /** RSA keys of 1024, 768 and 512 bits, and an ECDH key on every curve. */
  public List<CertifiedKey> serverKeys() {
    return List.copyOf(serverKeys);
  }

  /** Of these, those without curve and the one on the curve of this offer. */
  public List<CertifiedKey> serverKeysFor(KeyExchangeOffer offer) {
    return serverKeys.stream()
        .filter(
            key ->
                !(key instanceof CertifiedKey.Ecdh ecdh)
                    || ecdh.curve().number() == offer.parameterIndex())
        .toList();
  }

  /** A key for the right host, certified by nobody that phones trust. */
  public List<CertifiedKey> strangersKeys() {
    return List.copyOf(strangersKeys);
  }

  /** An RSA key to sign with, and ECDH keys on WAP-261's basic curves. */
  public List<ClientKey> clientKeys() {
    return List.copyOf(clientKeys);
  }

  /** A new array. */
  public byte[] sharedSecret() {
    return new byte[] {1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, (byte) 144, (byte) 233, 121, 98, 7};
  }

  private static CertifiedKey rsaServerKey(int bits, Authority issuer, SeededRandom random) {
    RsaPrivateKey key = RsaKeys.generate(bits, random);
    byte[] exponent = key.exponent();
    byte[] modulus = key.modulus();
    return new CertifiedKey.Rsa(
        key,
        exponent,
        modulus,
        issuer.certify(server(), new CertificateKey.Rsa(exponent, modulus)),
        issuer.authorities());
  }

  private CertifiedKey ecServerKey(NamedCurve curve, SeededRandom random) {
    EcKeyPair pair = EcKeys.generate(curve, random);
    CertificateKey key =
        new CertificateKey.Ecdh(ParameterSpecifier.of(curve.number()), pair.point(false));
    return new CertifiedKey.Ecdh(
        curve,
        pair.privateKey(),
        pair.point(false),
        ecRoot.certify(server(), key),
        ecRoot.authorities());
  }

  private static ClientKey rsaClientKey(Authority issuer, SeededRandom random) {
    RsaPrivateKey key = RsaKeys.generate(1024, random);
    List<EncodedCertificate> chain =
        issuer.certify(client("1"), new CertificateKey.Rsa(key.exponent(), key.modulus()));
    return new ClientKey(
        new OwnKey(OwnKey.Use.SIGN, key.keyId(), Optional.empty(), chain), key.encode());
  }

  private ClientKey ecClientKey(NamedCurve curve, SeededRandom random) {
    EcKeyPair pair = EcKeys.generate(curve, random);
    CertificateKey key =
        new CertificateKey.Ecdh(ParameterSpecifier.of(curve.number()), pair.point(false));
    List<EncodedCertificate> chain = ecRoot.certify(client("2"), key);
    try {
      OwnKey own =
          new OwnKey(OwnKey.Use.AGREE, EcKeys.keyId(pair.point(true)), Optional.of(curve), chain);
      return new ClientKey(own, pair.privateKey());
    } catch (BadKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WtlsName server() {
    return WtlsName.server("Gateway", "Example", "FI", HOST);
  }

  private static WtlsName client(String number) {
    return WtlsName.server("Phone " + number, "Example", "FI", "");
  }
}
