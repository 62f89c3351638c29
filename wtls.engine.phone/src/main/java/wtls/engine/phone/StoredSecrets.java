package wtls.engine.phone;

import java.util.Arrays;
import java.util.Optional;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EngineException;
import wtls.api.engine.KeyId;
import wtls.api.engine.OwnKey;
import wtls.api.engine.ServerKey;
import wtls.engine.phone.store.Identity;
import wtls.engine.phone.store.PhoneStore;
import wtls.engine.phone.store.SharedSecret;
import wtls.engine.phone.store.StoreException;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.engine.HeldSecrets;

/** What the phone's store lends to a key exchange. */
record StoredSecrets(PhoneStore store) implements HeldSecrets {

  @Override
  public Optional<byte[]> sharedSecret(String name) throws EngineException {
    try {
      return store.sharedSecret(name).map(SharedSecret::octets);
    } catch (StoreException e) {
      throw PhoneEngine.storeFailed(e);
    }
  }

  @Override
  public byte[] agree(KeyId key, ServerKey.Ec serverKey) throws EngineException {
    try (Identity identity =
        store
            .identity(key)
            .filter(found -> found.key().use() == OwnKey.Use.AGREE)
            .orElseThrow(() -> HeldSecrets.unknown(key))) {
      NamedCurve own = identity.key().curve().orElseThrow();
      if (own != serverKey.curve()) {
        throw HeldSecrets.otherCurve(serverKey, own);
      }
      return agree(serverKey, identity.secret().clone());
    } catch (StoreException e) {
      throw PhoneEngine.storeFailed(e);
    } catch (BadKeyException e) {
      throw new EngineException(EngineException.Reason.BAD_KEY, e.getMessage(), e);
    }
  }

  /** Wipes the scalar. */
  private static byte[] agree(ServerKey.Ec key, byte[] scalar) throws BadKeyException {
    try {
      return EcKeys.agree(key.curve(), scalar, key.point());
    } finally {
      Arrays.fill(scalar, (byte) 0);
    }
  }
}
