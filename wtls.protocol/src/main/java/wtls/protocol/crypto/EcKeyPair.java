package wtls.protocol.crypto;

import java.util.Arrays;
import org.bouncycastle.math.ec.ECPoint;
import wtls.api.algorithm.NamedCurve;

/** A key pair on a curve; made by {@link EcKeys}. */
public final class EcKeyPair implements AutoCloseable {
  private final NamedCurve curve;
  private final byte[] scalar;
  private final ECPoint point;

  /** Takes over the scalar. */
  EcKeyPair(NamedCurve curve, byte[] scalar, ECPoint point) {
    this.curve = curve;
    this.scalar = scalar;
    this.point = point.normalize();
  }

  /** The curve of this key. */
  public NamedCurve curve() {
    return curve;
  }

  /**
   * The scalar, big-endian, as long as the base point's order.
   *
   * @return a new array; the caller wipes it
   */
  public byte[] privateKey() {
    return scalar.clone();
  }

  /** The public point as an X9.62 4.3.6 string. */
  public byte[] point(boolean compressed) {
    return point.getEncoded(compressed);
  }

  /** Wipes the scalar. Idempotent. */
  @Override
  public void close() {
    Arrays.fill(scalar, (byte) 0);
  }

  /** Names the curve only. */
  @Override
  public String toString() {
    return "EC key pair on " + curve.standardName();
  }
}
