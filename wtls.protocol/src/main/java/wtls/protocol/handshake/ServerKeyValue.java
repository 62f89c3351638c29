package wtls.protocol.handshake;

import java.util.Objects;
import wtls.api.algorithm.KeyExchangeSuite.Kind;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/** A public key as ServerKeyExchange carries it (WAP-261 10.5.3). All numbers are unsigned. */
public sealed interface ServerKeyValue {

  /** Writes it as it stands in the message. */
  void write(OctetWriter out);

  /** An RSA key; its octets become part of the pre-master secret as they are. */
  record Rsa(byte[] exponent, byte[] modulus) implements ServerKeyValue {
    public Rsa {
      Objects.requireNonNull(exponent, "exponent");
      Objects.requireNonNull(modulus, "modulus");
    }

    @Override
    public void write(OctetWriter out) {
      out.vector16(exponent).vector16(modulus);
    }
  }

  /** A Diffie-Hellman value. */
  record Dh(byte[] y) implements ServerKeyValue {
    public Dh {
      Objects.requireNonNull(y, "y");
    }

    @Override
    public void write(OctetWriter out) {
      out.vector16(y);
    }
  }

  /** An X9.62 point string, not checked. */
  record Ec(byte[] point) implements ServerKeyValue {
    public Ec {
      Objects.requireNonNull(point, "point");
    }

    @Override
    public void write(OctetWriter out) {
      out.vector8(point);
    }
  }

  /** Reads the key of a suite of this kind. */
  static ServerKeyValue read(OctetReader in, Kind kind) throws DecodeException {
    return switch (kind) {
      case RSA ->
          new Rsa(in.vector16("rsa_exponent", 1, 0xFFFF), in.vector16("rsa_modulus", 1, 0xFFFF));
      case DH -> new Dh(in.vector16("dh_y", 1, 0xFFFF));
      case ECDH -> new Ec(in.vector8("point", 1, 0xFF));
      case NULL, SHARED_SECRET ->
          throw new DecodeException("public_key", in.offset(), "is not part of this key exchange");
    };
  }
}
