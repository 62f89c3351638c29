package wtls.card.wim;

import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.KeyId;

/**
 * A private key on a card (WAP-260 9.4.2); public knowledge of it only.
 *
 * @param id SHA-1 of its public key
 * @param label its name
 * @param signs whether it signs, for authentication or non-repudiation
 * @param agrees whether it takes part in key agreement whose result stays in the card
 * @param agreesInTheClear whether it does so with a result that leaves the card
 * @param decrypts whether it deciphers
 * @param nonRepudiation whether each use needs its own PIN, and is for application data only
 * @param curve of an EC key; empty for RSA
 * @param bits of an RSA modulus; 0 for EC
 * @param reference its number, for tag 84
 * @param path its file, for tag 81; not copied
 * @param authId the PIN that guards it
 */
public record WimKey(
    KeyId id,
    String label,
    boolean signs,
    boolean agrees,
    boolean agreesInTheClear,
    boolean decrypts,
    boolean nonRepudiation,
    Optional<NamedCurve> curve,
    int bits,
    int reference,
    byte[] path,
    int authId) {

  public WimKey {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(curve, "curve");
  }

  /** Whether it is an RSA key. */
  public boolean rsa() {
    return bits > 0;
  }

  /** Octets of a signature with it. */
  int signatureLength() {
    return curve.map(c -> 2 * c.orderOctets()).orElse((bits + 7) / 8);
  }

  CardState.KeyPlace place() {
    return new CardState.KeyPlace(HexFormat.of().formatHex(path), reference);
  }

  @Override
  public String toString() {
    String kind =
        rsa() ? "RSA of " + bits + " bits" : curve.map(NamedCurve::standardName).orElse("EC");
    return "key \"" + label + "\" " + id + ", " + kind;
  }
}
