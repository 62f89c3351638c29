package wtls.gateway.handshake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.protocol.handshake.Identifier;

/** Credentials out of the test keys. */
public final class TestCredentials implements ServerCredentials {
  public List<CertifiedKey> keys =
      List.of(TestKeys.SERVER_RSA_KEY, TestKeys.SERVER_EC_KEY, TestKeys.SERVER_EC_UNCOMPRESSED_KEY);
  public List<ClientAuthority> authorities =
      List.of(
          new ClientAuthority(true, Identifier.NULL), new ClientAuthority(false, Identifier.NULL));
  public final Map<KeyId, List<EncodedCertificate>> clients = new HashMap<>();
  public final Map<Identifier, byte[]> secrets = new HashMap<>();

  @Override
  public List<CertifiedKey> keys() {
    return keys;
  }

  @Override
  public List<EncodedCertificate> clientRoots() {
    return List.of(TestKeys.RSA_ROOT, TestKeys.EC_ROOT);
  }

  @Override
  public List<ClientAuthority> clientAuthorities() {
    return authorities;
  }

  @Override
  public List<EncodedCertificate> clientChain(KeyId key) {
    return clients.getOrDefault(key, List.of());
  }

  @Override
  public Optional<byte[]> sharedSecret(Identifier name) {
    return Optional.ofNullable(secrets.get(name)).map(byte[]::clone);
  }
}
