package wtls.tck;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import wtls.api.engine.EncodedCertificate;

/**
 * What an engine under test is to hold when it starts: in its files, or on a card that is
 * personalised with it.
 *
 * @param clock the only time that it may go by
 * @param keys the client's keys
 * @param sharedSecrets secrets shared with the server, by name
 * @param roots certificates that it trusts
 * @param sessionLimit how many sessions it stores, where it can be limited; the slots of a card
 */
public record EngineSetup(
    InstantSource clock,
    List<ClientKey> keys,
    Map<String, byte[]> sharedSecrets,
    List<EncodedCertificate> roots,
    int sessionLimit) {

  public EngineSetup {
    keys = List.copyOf(keys);
    sharedSecrets = Map.copyOf(sharedSecrets);
    roots = List.copyOf(roots);
  }
}
