package wtls.gateway.identity;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.gateway.authority.Authority;
import wtls.gateway.authority.Identity;
import wtls.gateway.authority.IdentityException;
import wtls.gateway.authority.KeyKind;
import wtls.gateway.handshake.CertifiedKey;
import wtls.gateway.handshake.ClientAuthority;
import wtls.gateway.handshake.ServerCredentials;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.FileKey;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.Identifier;

/**
 * The gateway's keys and what it knows of clients, read once. Safe for use from any thread until it
 * is closed.
 */
public final class GatewayCredentials implements ServerCredentials, AutoCloseable {
  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  private final Optional<Path> rootFile;
  private final List<Identity> identities;
  private final List<CertifiedKey> keys;
  private final List<EncodedCertificate> clientRoots;
  private final List<ClientAuthority> clientAuthorities;
  private final KnownClients clients;

  private GatewayCredentials(
      Optional<Path> rootFile,
      List<Identity> identities,
      List<CertifiedKey> keys,
      List<EncodedCertificate> clientRoots,
      KnownClients clients)
      throws IdentityException {
    this.rootFile = rootFile;
    this.identities = identities;
    this.keys = List.copyOf(keys);
    this.clientRoots = List.copyOf(clientRoots);
    this.clientAuthorities = authorities(clientRoots);
    this.clients = clients;
  }

  /**
   * Reads the files that the settings name, and makes the gateway's own keys and the small CA where
   * they are wanted and missing: then it takes some seconds.
   *
   * @return the caller closes it
   * @throws IdentityException when a file cannot be read or made, or is not what it should be
   */
  public static GatewayCredentials open(
      IdentitySettings settings, InstantSource clock, SecureRandom random)
      throws IdentityException {
    List<Identity> identities = new ArrayList<>();
    KnownClients clients = null;
    boolean opened = false;
    try {
      Optional<Path> rootFile = Optional.empty();
      List<EncodedCertificate> clientRoots = new ArrayList<>();
      for (Path file : settings.clientRoots()) {
        clientRoots.addAll(Identity.certificates(file));
      }
      if (settings.identities().isEmpty()) {
        try (Authority authority = Authority.openOrCreate(settings.folder(), clock, random)) {
          rootFile = Optional.of(authority.rootFile());
          for (KeyKind kind : KeyKind.values()) {
            identities.add(Identity.read(authority.gateway(settings.host(), kind)));
          }
          if (clientRoots.isEmpty()) {
            clientRoots.addAll(authority.roots());
          }
        }
      }
      for (String entry : settings.identities()) {
        identities.add(Identity.read(paths(entry)));
      }
      List<CertifiedKey> keys = new ArrayList<>();
      for (Identity identity : identities) {
        keys.add(certified(identity));
      }
      clients = KnownClients.read(Authority.clients(settings.folder()), settings.sharedSecrets());
      GatewayCredentials credentials =
          new GatewayCredentials(rootFile, identities, keys, clientRoots, clients);
      opened = true;
      return credentials;
    } finally {
      if (!opened) {
        identities.forEach(Identity::close);
        if (clients != null) {
          clients.close();
        }
      }
    }
  }

  /** The file with the certificates that a client must trust; empty when the keys were given. */
  public Optional<Path> rootFile() {
    return rootFile;
  }

  @Override
  public List<CertifiedKey> keys() {
    return keys;
  }

  @Override
  public List<EncodedCertificate> clientRoots() {
    return clientRoots;
  }

  @Override
  public List<ClientAuthority> clientAuthorities() {
    return clientAuthorities;
  }

  @Override
  public List<EncodedCertificate> clientChain(KeyId key) {
    return clients.chain(key);
  }

  @Override
  public Optional<byte[]> sharedSecret(Identifier name) {
    return clients.sharedSecret(name);
  }

  /** Wipes keys and secrets. Idempotent; nothing works any more after it. */
  @Override
  public void close() {
    identities.forEach(Identity::close);
    clients.close();
  }

  private static CertifiedKey certified(Identity identity) throws IdentityException {
    List<EncodedCertificate> all = identity.certificates();
    List<EncodedCertificate> authorities = all.subList(1, all.size());
    CertificateKey certified = key(all.get(0)).orElse(null);
    if (certified instanceof CertificateKey.Rsa rsa && identity.key() instanceof FileKey.Rsa own) {
      return new CertifiedKey.Rsa(
          own.key(), rsa.exponent(), rsa.modulus(), identity.chain(), authorities);
    }
    if (certified instanceof CertificateKey.Ecdh ecdh && identity.key() instanceof FileKey.Ec own) {
      return new CertifiedKey.Ecdh(
          own.curve(), own.scalar(), ecdh.point(), identity.chain(), authorities);
    }
    throw new IdentityException(
        "A gateway cannot use a key that only signs: give it RSA or ECDH keys.");
  }

  private static List<ClientAuthority> authorities(List<EncodedCertificate> roots)
      throws IdentityException {
    List<ClientAuthority> authorities = new ArrayList<>();
    for (EncodedCertificate root : roots) {
      key(root)
          .ifPresent(
              key ->
                  authorities.add(
                      new ClientAuthority(
                          key instanceof CertificateKey.Rsa, new Identifier.KeyHash(key.keyId()))));
    }
    return List.copyOf(authorities);
  }

  private static Optional<CertificateKey> key(EncodedCertificate certificate)
      throws IdentityException {
    try {
      return CertificateKey.of(certificate);
    } catch (DecodeException e) {
      throw new IdentityException(
          "A certificate is malformed (" + e.getMessage() + "): give a valid one.", e);
    }
  }

  private static Path[] paths(String entry) throws IdentityException {
    try {
      return SEPARATOR.splitAsStream(entry).map(Path::of).toArray(Path[]::new);
    } catch (InvalidPathException e) {
      throw new IdentityException("\"" + entry + "\" does not name files: correct it.", e);
    }
  }
}
