package wtls.protocol.handshake;

import java.util.Objects;
import wtls.api.algorithm.KeyExchangeSuite.Kind;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/** Which curve or group a key exchange uses (WAP-261 10.5.1.2). */
public sealed interface ParameterSpecifier {
  /** The number that announces explicit parameters. */
  int EXPLICIT = 255;

  /** Not applicable, or said elsewhere. */
  ParameterSpecifier NONE = new None();

  /** The number on the wire: 0, 1 to 254, or 255. */
  int index();

  /**
   * Writes it as it stands in messages and certificates. Not a default method: with one, a thread
   * that loads this interface and one that loads {@link None} could wait for each other.
   */
  void write(OctetWriter out);

  /** Not applicable, or said elsewhere. */
  record None() implements ParameterSpecifier {
    @Override
    public int index() {
      return 0;
    }

    @Override
    public void write(OctetWriter out) {
      out.uint8(index());
    }
  }

  /**
   * A number of WAP-261 appendix A, assigned or not.
   *
   * @param index 1 to 254
   */
  record Index(int index) implements ParameterSpecifier {
    public Index {
      if (index < 1 || index >= EXPLICIT) {
        throw new IllegalArgumentException(
            "A parameter index is not within 1 to 254: " + index + ".");
      }
    }

    @Override
    public void write(OctetWriter out) {
      out.uint8(index);
    }
  }

  /** Parameters in full. They are decoded, and nothing in this project computes with them. */
  record Explicit(ParameterSet set) implements ParameterSpecifier {
    public Explicit {
      Objects.requireNonNull(set, "set");
    }

    @Override
    public int index() {
      return EXPLICIT;
    }

    @Override
    public void write(OctetWriter out) {
      out.uint8(EXPLICIT);
      int begin = out.begin16();
      set.writeBody(out);
      out.end16(begin);
    }
  }

  /** The specifier with this index: {@link #NONE} for 0. */
  static ParameterSpecifier of(int index) {
    return index == 0 ? NONE : new Index(index);
  }

  /**
   * Reads a specifier.
   *
   * @param kind what explicit parameters are of; for NULL and SHARED_SECRET, and for unknown suites
   *     under either name, they are kept as octets
   */
  static ParameterSpecifier read(OctetReader in, Kind kind) throws DecodeException {
    int index = in.uint8("parameter_index");
    return index == EXPLICIT ? new Explicit(ParameterSet.read(in, kind)) : of(index);
  }
}
