package wtls.api.engine;

import java.util.List;

/**
 * What an engine holds to prove who the client is, and to check who the server is.
 *
 * @param keys the client's keys, most preferred first
 * @param sharedSecretNames the names of secrets shared with servers (WAP-261 10.3, SHARED_SECRET)
 * @param roots certificates of the authorities that are trusted
 */
public record Credentials(
    List<OwnKey> keys, List<String> sharedSecretNames, List<EncodedCertificate> roots) {

  /** No keys, no secrets, no roots. */
  public static final Credentials NONE = new Credentials(List.of(), List.of(), List.of());

  public Credentials {
    keys = List.copyOf(keys);
    sharedSecretNames = List.copyOf(sharedSecretNames);
    roots = List.copyOf(roots);
  }
}
