package wtls.bench;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECConstantTimeMultiplier;
import org.bouncycastle.math.ec.ECMultiplier;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.crypto.Curves;

/** Making an ephemeral key, and a key agreement at each end. */
final class RawEcdh implements RawKeyExchange {
  private final NamedCurve curve;
  private final ECDomainParameters domain;
  private final SecureRandom random;
  private final ECMultiplier ofBase = new FixedPointCombMultiplier();
  private final ECMultiplier ofPeer = new ECConstantTimeMultiplier();
  private final BigInteger serverScalar;
  private final ECPoint serverPoint;
  private final ECDSASigner verifier = new ECDSASigner();
  private final byte[] hash = new byte[20];
  private final BigInteger[] signature;

  RawEcdh(NamedCurve curve, SecureRandom random) {
    this.curve = curve;
    this.domain = Curves.of(curve);
    this.random = random;
    this.serverScalar = scalar();
    this.serverPoint = ofBase.multiply(domain.getG(), serverScalar).normalize();
    random.nextBytes(hash);
    ECDSASigner signer = new ECDSASigner();
    signer.init(true, new ECPrivateKeyParameters(serverScalar, domain));
    signature = signer.generateSignature(hash);
    verifier.init(false, new ECPublicKeyParameters(serverPoint, domain));
    if (!agree() || !verify()) {
      throw new IllegalStateException("Key agreement or signature are wrong.");
    }
  }

  private BigInteger scalar() {
    BigInteger most = domain.getN().subtract(BigInteger.ONE);
    return BigIntegers.createRandomInRange(BigInteger.ONE, most, random);
  }

  @Override
  public int preMasterSize() {
    return curve.fieldOctets();
  }

  /** Whether both ends have come to the same. */
  @Override
  public Boolean agree() {
    BigInteger scalar = scalar();
    ECPoint point = ofBase.multiply(domain.getG(), scalar).normalize();
    ECPoint atClient = ofPeer.multiply(serverPoint, scalar).normalize();
    ECPoint atServer = ofPeer.multiply(point, serverScalar).normalize();
    return atClient.getAffineXCoord().equals(atServer.getAffineXCoord());
  }

  @Override
  public boolean verify() {
    return verifier.verifySignature(hash, signature[0], signature[1]);
  }
}
