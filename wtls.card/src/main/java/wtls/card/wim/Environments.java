package wtls.card.wim;

import java.util.Optional;
import wtls.api.engine.EngineException.Reason;

/** Security environments and what MSE sets in them (WAP-260 10, 11.3.6.6). */
final class Environments {
  static final int MSE = 0x22;
  static final int PSO = 0x2A;

  /** P1 of MSE: for computing and deciphering; for enciphering, verifying and agreeing. */
  static final int COMPUTE = 0x41;

  static final int ENCIPHER = 0x81;

  /** P2 of MSE: the templates for signatures, confidentiality and cryptographic checksums. */
  static final int SIGNATURE = 0xB6;

  static final int CONFIDENTIALITY = 0xB8;
  static final int CHECKSUM = 0xB4;

  private static final int RESTORE = 0xF3;

  private final CardLink link;
  private final WimReader reader;

  Environments(CardLink link, WimReader reader) {
    this.link = link;
    this.reader = reader;
  }

  /** Makes one of these current, unless one of them is already. */
  void enter(String... oids) throws WimException {
    for (String oid : oids) {
      Optional<Integer> number = reader.token().environment(oid);
      if (number.isPresent() && number.get() == link.state().environment()) {
        return;
      }
    }
    for (String oid : oids) {
      Optional<Integer> number = reader.token().environment(oid);
      if (number.isPresent()) {
        link.wim(Purpose.ENVIRONMENT, MSE, RESTORE, number.get(), new byte[0], 0);
        link.state().enter(number.get());
        return;
      }
    }
    throw new WimException(
        Reason.UNSUPPORTED, "The card has no security environment for this: use another card.");
  }

  boolean has(String oid) {
    return reader.token().environment(oid).isPresent();
  }

  void set(Purpose purpose, int p1, int p2, Tags tags) throws WimException {
    link.wim(purpose, MSE, p1, p2, tags.octets(), 0);
  }
}
