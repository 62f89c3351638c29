package wtls.gateway.identity;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Which keys, roots and secrets a gateway has.
 *
 * @param folder the home with the small CA, which certifies the gateway unless there are identities
 * @param host the name or address by which clients know the gateway, for its certificates
 * @param identities the gateway's keys, most preferred first. Each is a file with a private key
 *     and, behind it, certificates, the key's own first and the root last; or a file with the key
 *     and further ones with the certificates, joined by the system's path separator. Empty: the
 *     small CA makes them
 * @param clientRoots files with roots whose client certificates are accepted. Empty: the small CA's
 * @param sharedSecrets secrets shared with clients, each as {@code NAME=FILE}; all octets of the
 *     file are the secret
 */
public record IdentitySettings(
    Path folder,
    String host,
    List<String> identities,
    List<Path> clientRoots,
    List<String> sharedSecrets) {

  public IdentitySettings {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(host, "host");
    identities = List.copyOf(identities);
    clientRoots = List.copyOf(clientRoots);
    sharedSecrets = List.copyOf(sharedSecrets);
  }

  /** A gateway whose keys are made and certified in a home. */
  public static IdentitySettings own(Path folder, String host) {
    return new IdentitySettings(folder, host, List.of(), List.of(), List.of());
  }
}
