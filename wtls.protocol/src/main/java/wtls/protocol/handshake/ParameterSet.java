package wtls.protocol.handshake;

import java.util.Arrays;
import java.util.Objects;
import wtls.api.algorithm.KeyExchangeSuite.Kind;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/** Explicit key exchange parameters (WAP-261 10.5.1.2). Numbers are unsigned and big-endian. */
public sealed interface ParameterSet {

  /** Writes it without its length. */
  void writeBody(OctetWriter out);

  /** RSA has no parameters. */
  record Rsa() implements ParameterSet {
    @Override
    public void writeBody(OctetWriter out) {}
  }

  /**
   * A group for Diffie-Hellman.
   *
   * @param exponentLength octets of the exponents; 0 for as many as the prime has
   * @param p the prime
   * @param g the generator
   */
  record Dh(int exponentLength, byte[] p, byte[] g) implements ParameterSet {
    public Dh {
      Objects.requireNonNull(p, "p");
      Objects.requireNonNull(g, "g");
    }

    @Override
    public void writeBody(OctetWriter out) {
      out.uint8(exponentLength).vector16(p).vector16(g);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Dh that
          && exponentLength == that.exponentLength
          && Arrays.equals(p, that.p)
          && Arrays.equals(g, that.g);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(p);
    }
  }

  /**
   * An elliptic curve.
   *
   * @param field the field it is over
   * @param a coefficient
   * @param b coefficient
   * @param seed what the coefficients were made from; may be empty
   * @param base a point string
   * @param order of the base point
   * @param cofactor the curve's order divided by that of the base point
   */
  record Ec(
      CurveField field, byte[] a, byte[] b, byte[] seed, byte[] base, byte[] order, byte[] cofactor)
      implements ParameterSet {
    public Ec {
      Objects.requireNonNull(field, "field");
    }

    @Override
    public void writeBody(OctetWriter out) {
      field.write(out);
      out.vector8(a).vector8(b).vector8(seed).vector8(base).vector8(order).vector8(cofactor);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Ec that && Arrays.equals(encoded(this), encoded(that));
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(encoded(this));
    }
  }

  /** Parameters of a suite that this project does not know. */
  record Opaque(byte[] octets) implements ParameterSet {
    public Opaque {
      Objects.requireNonNull(octets, "octets");
    }

    @Override
    public void writeBody(OctetWriter out) {
      out.octets(octets);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Opaque that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(octets);
    }
  }

  private static byte[] encoded(ParameterSet set) {
    OctetWriter out = new OctetWriter();
    set.writeBody(out);
    return out.toByteArray();
  }

  /** Reads a set with its length; see {@link ParameterSpecifier#read}. */
  static ParameterSet read(OctetReader in, Kind kind) throws DecodeException {
    OctetReader body = in.vectorReader16("parameter_set", 0, 0xFFFF);
    ParameterSet set =
        switch (kind) {
          case NULL, SHARED_SECRET -> new Opaque(body.octets("parameter_set", body.remaining()));
          case RSA -> new Rsa();
          case DH ->
              new Dh(
                  body.uint8("dh_e"),
                  body.vector16("dh_p", 1, 0xFFFF),
                  body.vector16("dh_g", 1, 0xFFFF));
          case ECDH ->
              new Ec(
                  CurveField.read(body),
                  body.vector8("ec_a", 1, 0xFF),
                  body.vector8("ec_b", 1, 0xFF),
                  body.vector8("ec_seed", 0, 0xFF),
                  body.vector8("ec_base", 1, 0xFF),
                  body.vector8("ec_order", 1, 0xFF),
                  body.vector8("ec_cofactor", 1, 0xFF));
        };
    body.expectEnd("parameter_set");
    return set;
  }
}
