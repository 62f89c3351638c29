package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.crypto.Curves;
import wtls.protocol.crypto.EcKeys;

/** Key agreement and signatures of the card, beside those of the phone. */
class CurvesTest {
  private static final long SEED = 20261124;

  private static wtls.card.applet.Curves card;

  @BeforeAll
  static void powerUp() {
    card = new wtls.card.applet.Curves();
  }

  @ParameterizedTest
  @EnumSource(NamedCurve.class)
  void hasTheParametersOfThePhone(NamedCurve named) {
    Curve curve = card.find((byte) named.number());
    byte[] base = Curves.of(named).getG().getEncoded(false);
    byte[] order = BigIntegers.asUnsignedByteArray(named.orderOctets(), Curves.of(named).getN());

    assertThat(curve.fieldOctets).isEqualTo((short) named.fieldOctets());
    assertThat(curve.orderOctets).isEqualTo((short) named.orderOctets());
    assertThat(curve.cofactor).isEqualTo(Curves.of(named).getH().byteValueExact());
    assertThat(slice(curve.parameters, 3 * curve.fieldOctets, base.length)).isEqualTo(base);
    assertThat(slice(curve.parameters, curve.order(), order.length)).isEqualTo(order);
  }

  @ParameterizedTest
  @EnumSource(NamedCurve.class)
  void agreesOnTheSecretOfThePhone(NamedCurve named) throws Exception {
    Curve curve = card.find((byte) named.number());
    Random random = new Random(SEED);
    for (int i = 0; i < 12; i++) {
      byte[] own = scalar(named, random);
      byte[] peer = point(named, scalar(named, random));
      byte[] secret = new byte[curve.fieldOctets];

      short at = card.locatePoint(curve, peer, (short) 0, (short) peer.length);
      short length = card.agree(curve, own, (short) 0, peer, at, secret, (short) 0);

      assertThat(at).isZero();
      assertThat(length).isEqualTo(curve.fieldOctets);
      assertThat(secret).as("seed %d, key %d", SEED, i).isEqualTo(EcKeys.agree(named, own, peer));
    }
  }

  @ParameterizedTest
  @EnumSource(NamedCurve.class)
  void takesAPointInWtlsForm(NamedCurve named) {
    Curve curve = card.find((byte) named.number());
    byte[] point = point(named, scalar(named, new Random(SEED)));
    byte[] key = new byte[point.length + 1];
    key[0] = (byte) point.length;
    System.arraycopy(point, 0, key, 1, point.length);

    assertThat(card.locatePoint(curve, key, (short) 0, (short) key.length)).isEqualTo((short) 1);
  }

  @ParameterizedTest
  @EnumSource(NamedCurve.class)
  void refusesWhatIsNoPointOfTheGroup(NamedCurve named) {
    Curve curve = card.find((byte) named.number());
    byte[] good = point(named, scalar(named, new Random(SEED)));
    int f = named.fieldOctets();

    byte[] offCurve = good.clone();
    offCurve[good.length - 1] ^= 1;
    byte[] beyondField = good.clone();
    Arrays.fill(beyondField, 1, 1 + f, (byte) 0xFF);
    byte[] compressed = HostilePoints.compressed(named, good);
    byte[] hybrid = good.clone();
    hybrid[0] = (byte) (6 | good[good.length - 1] & 1);

    assertRefused(curve, offCurve);
    assertRefused(curve, beyondField);
    assertRefused(curve, compressed);
    assertRefused(curve, hybrid);
    assertRefused(curve, new byte[1]);
    assertRefused(curve, new byte[good.length]);
    assertRefused(curve, Arrays.copyOf(good, good.length - 1));
    assertRefused(curve, Arrays.copyOf(good, good.length + 1));
    assertRefused(curve, Arrays.copyOf(good, good.length + 2));
  }

  @ParameterizedTest
  @EnumSource(NamedCurve.class)
  void refusesPointsOfAnotherOrder(NamedCurve named) {
    Curve curve = card.find((byte) named.number());
    BigInteger cofactor = Curves.of(named).getH();
    if (cofactor.equals(BigInteger.ONE)) {
      assertThat(named.bits()).as("prime curves have no other orders").isNotIn(113, 163, 233);
      return;
    }
    Random random = new Random(SEED);
    int outside = 0;
    for (int i = 0; i < 40; i++) {
      byte[] anywhere = HostilePoints.anyPoint(named, random);
      boolean right = HostilePoints.inGroup(named, anywhere);
      outside += right ? 0 : 1;
      short at = card.locatePoint(curve, anywhere, (short) 0, (short) anywhere.length);
      assertThat(at == 0).as("seed %d, point %d", SEED, i).isEqualTo(right);
      byte[] small = HostilePoints.smallPoint(named, anywhere);
      if (small != null) {
        assertRefused(curve, small);
      }
    }
    assertThat(outside).isBetween(5, 39);
  }

  @ParameterizedTest
  @EnumSource(NamedCurve.class)
  void signsAndVerifiesAsThePhoneDoes(NamedCurve named) throws Exception {
    Curve curve = card.find((byte) named.number());
    if (!curve.signs()) {
      assertThat(named.legacy()).isTrue();
      return;
    }
    Random random = new Random(SEED);
    for (int i = 0; i < 6; i++) {
      byte[] own = scalar(named, random);
      byte[] point = point(named, own);
      byte[] hash = new byte[20];
      random.nextBytes(hash);
      byte[] signature = new byte[2 * curve.orderOctets];

      short length = card.sign(curve, own, (short) 0, hash, (short) 0, signature, (short) 0);

      assertThat(length).isEqualTo((short) signature.length);
      assertThat(EcKeys.verify(named, point, hash, signature)).isTrue();
      byte[] phones = EcKeys.sign(named, own, hash);
      assertThat(verify(curve, point, hash, phones)).isTrue();
      phones[i] ^= 1;
      assertThat(verify(curve, point, hash, phones)).isFalse();
    }
    byte[] zero = new byte[2 * curve.orderOctets];
    byte[] point = point(named, scalar(named, random));
    assertThat(verify(curve, point, new byte[20], zero)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(NamedCurve.class)
  void generatesDifferentKeysWhosePointsBelongToThem(NamedCurve named) {
    Curve curve = card.find((byte) named.number());
    byte[] first = new byte[curve.orderOctets];
    byte[] second = new byte[curve.orderOctets];
    byte[] point = new byte[curve.pointOctets()];
    curve.generate(first, (short) 0, point, (short) 0);
    assertThat(point).isEqualTo(point(named, first));
    curve.generate(second, (short) 0, point, (short) 0);
    assertThat(point).isEqualTo(point(named, second));
    assertThat(second).isNotEqualTo(first);
  }

  private static void assertRefused(Curve curve, byte[] key) {
    assertThat(card.locatePoint(curve, key, (short) 0, (short) key.length)).isEqualTo((short) -1);
  }

  private static boolean verify(Curve curve, byte[] point, byte[] hash, byte[] signature) {
    return card.verify(curve, point, (short) 0, hash, (short) 0, signature, (short) 0);
  }

  private static byte[] scalar(NamedCurve named, Random random) {
    BigInteger n = Curves.of(named).getN();
    BigInteger value = new BigInteger(n.bitLength() - 1, random).add(BigInteger.ONE);
    return BigIntegers.asUnsignedByteArray(named.orderOctets(), value);
  }

  private static byte[] point(NamedCurve named, byte[] scalar) {
    ECPoint point = Curves.of(named).getG().multiply(new BigInteger(1, scalar));
    return point.getEncoded(false);
  }

  private static byte[] slice(byte[] octets, int at, int length) {
    return Arrays.copyOfRange(octets, at, at + length);
  }
}
