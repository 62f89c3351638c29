package wtls.protocol.handshake;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/**
 * A key exchange, with parameters and a key, as the hello messages name it (WAP-261 10.5.1.2).
 *
 * @param suite the number of the suite, 0 to 255, which need not be an assigned one
 * @param parameters the curve or group
 * @param identifier the key, or the authority that certifies it
 */
public record KeyExchangeId(int suite, ParameterSpecifier parameters, Identifier identifier) {

  public KeyExchangeId {
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(identifier, "identifier");
  }

  /** An assigned suite with a parameter index (0 for none), and no key. */
  public static KeyExchangeId of(KeyExchangeSuite suite, int parameterIndex) {
    return new KeyExchangeId(
        suite.number(), ParameterSpecifier.of(parameterIndex), Identifier.NULL);
  }

  /** The suite, or empty when its number is not assigned. */
  public Optional<KeyExchangeSuite> known() {
    return KeyExchangeSuite.of(suite);
  }

  static List<KeyExchangeId> readList(OctetReader in, String field) throws DecodeException {
    OctetReader list = in.vectorReader16(field, 0, 0xFFFF);
    List<KeyExchangeId> ids = new ArrayList<>();
    while (list.remaining() > 0) {
      int suite = list.uint8("key_exchange_suite");
      KeyExchangeSuite.Kind kind =
          KeyExchangeSuite.of(suite).map(KeyExchangeSuite::kind).orElse(KeyExchangeSuite.Kind.NULL);
      ParameterSpecifier parameters = ParameterSpecifier.read(list, kind);
      ids.add(new KeyExchangeId(suite, parameters, Identifier.read(list)));
    }
    return ids;
  }

  static void writeList(List<KeyExchangeId> ids, OctetWriter out) {
    int begin = out.begin16();
    for (KeyExchangeId id : ids) {
      out.uint8(id.suite);
      id.parameters.write(out);
      id.identifier.write(out);
    }
    out.end16(begin);
  }
}
