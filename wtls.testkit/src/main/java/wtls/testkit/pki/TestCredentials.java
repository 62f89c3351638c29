package wtls.testkit.pki;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.gateway.handshake.CertifiedKey;
import wtls.gateway.handshake.ClientAuthority;
import wtls.gateway.handshake.ServerCredentials;
import wtls.protocol.handshake.Identifier;

/** What a simulated gateway holds. */
public final class TestCredentials implements ServerCredentials {
  private final TestPki pki = TestPki.get();
  private final List<CertifiedKey> keys;
  private final Map<KeyId, List<EncodedCertificate>> knownClients = new HashMap<>();

  /** A gateway with these keys, which knows no client beforehand. */
  public TestCredentials(List<CertifiedKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** Knows the certificates of this client from now on. */
  public TestCredentials know(ClientKey client) {
    knownClients.put(client.key().id(), client.key().certificates());
    return this;
  }

  @Override
  public List<CertifiedKey> keys() {
    return keys;
  }

  @Override
  public List<EncodedCertificate> clientRoots() {
    return pki.roots();
  }

  @Override
  public List<ClientAuthority> clientAuthorities() {
    List<ClientAuthority> authorities = new ArrayList<>();
    for (Authority authority : pki.authorities()) {
      authorities.add(new ClientAuthority(authority.isRsa(), authority.keyHash()));
    }
    return authorities;
  }

  @Override
  public List<EncodedCertificate> clientChain(KeyId key) {
    return knownClients.getOrDefault(key, List.of());
  }

  @Override
  public Optional<byte[]> sharedSecret(Identifier name) {
    return name.equals(Identifier.Text.of(TestPki.SHARED_SECRET_NAME))
        ? Optional.of(pki.sharedSecret())
        : Optional.empty();
  }
}
