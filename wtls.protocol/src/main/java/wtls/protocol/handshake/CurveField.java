package wtls.protocol.handshake;

import java.util.Arrays;
import java.util.Objects;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/** The field that a curve with explicit parameters is over (WAP-261 10.5.1.2). */
public sealed interface CurveField {

  /** Writes field type, basis and numbers. */
  void write(OctetWriter out);

  /** Integers modulo a prime. */
  record Prime(byte[] p) implements CurveField {
    public Prime {
      Objects.requireNonNull(p, "p");
    }

    @Override
    public void write(OctetWriter out) {
      out.uint8(1).vector8(p);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Prime that && Arrays.equals(p, that.p);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(p);
    }
  }

  /** Characteristic 2, degree m, optimal normal basis. */
  record NormalBasis(int m) implements CurveField {
    @Override
    public void write(OctetWriter out) {
      out.uint8(2).uint16(m).uint8(1);
    }
  }

  /** Characteristic 2, reduced by x^m + x^k + 1. */
  record Trinomial(int m, int k) implements CurveField {
    @Override
    public void write(OctetWriter out) {
      out.uint8(2).uint16(m).uint8(2).uint16(k);
    }
  }

  /** Characteristic 2, reduced by x^m + x^k3 + x^k2 + x^k1 + 1. */
  record Pentanomial(int m, int k1, int k2, int k3) implements CurveField {
    @Override
    public void write(OctetWriter out) {
      out.uint8(2).uint16(m).uint8(3).uint16(k1).uint16(k2).uint16(k3);
    }
  }

  /** Characteristic 2, degree m, reduced by any irreducible polynomial. */
  record Polynomial(int m, byte[] irreducible) implements CurveField {
    public Polynomial {
      Objects.requireNonNull(irreducible, "irreducible");
    }

    @Override
    public void write(OctetWriter out) {
      out.uint8(2).uint16(m).uint8(4).vector8(irreducible);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Polynomial that
          && m == that.m
          && Arrays.equals(irreducible, that.irreducible);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(irreducible);
    }
  }

  /** Reads field type, basis and numbers. */
  static CurveField read(OctetReader in) throws DecodeException {
    int at = in.offset();
    int type = in.uint8("ec_field");
    return switch (type) {
      case 1 -> new Prime(in.vector8("ec_prime", 1, 0xFF));
      case 2 -> readBinary(in);
      default -> throw new DecodeException("ec_field", at, "is " + type + ", not 1 or 2");
    };
  }

  private static CurveField readBinary(OctetReader in) throws DecodeException {
    int m = in.uint16("ec_m");
    int at = in.offset();
    int basis = in.uint8("ec_basis");
    return switch (basis) {
      case 1 -> new NormalBasis(m);
      case 2 -> new Trinomial(m, in.uint16("ec_k"));
      case 3 -> new Pentanomial(m, in.uint16("ec_k1"), in.uint16("ec_k2"), in.uint16("ec_k3"));
      case 4 -> new Polynomial(m, in.vector8("ec_irreducible", 1, 0xFF));
      default -> throw new DecodeException("ec_basis", at, "is " + basis + ", not 1 to 4");
    };
  }
}
