package wtls.gateway.wsp;

import java.util.Optional;
import wtls.protocol.codec.DecodeException;

/** How the values of a field are encoded: one grammar of WAP-230 8.4.2. */
interface ValueForm {
  /**
   * Reads one value.
   *
   * @param field the field's name, for exceptions
   * @param in over the value and no more
   * @param bodySize octets of the body that the headers come with
   */
  String decode(String field, WspReader in, int bodySize) throws DecodeException;

  /** The encoded value, or empty if this grammar has no form for it. */
  Optional<WspWriter> encode(String value);
}
