package wtls.card.engine;

import java.util.Arrays;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;

/** A master secret that a card has derived already, in a slot that nobody else gets. */
public final class SealedEstablishment implements KeyEstablishment {
  private final byte[] clientKeyExchange;
  private final Derivation made;
  private final SlotHold hold;
  private final EngineSession session;
  private boolean taken;

  /**
   * @param clientKeyExchange not copied
   * @param made how the card has derived the master secret
   * @param session takes {@code hold} over when it is taken
   */
  public SealedEstablishment(
      byte[] clientKeyExchange, Derivation made, SlotHold hold, EngineSession session) {
    this.clientKeyExchange = clientKeyExchange;
    this.made = made;
    this.hold = hold;
    this.session = session;
  }

  @Override
  public byte[] clientKeyExchange() {
    return clientKeyExchange.clone();
  }

  @Override
  public EngineSession derive(Derivation derivation) throws EngineException {
    boolean foreseen =
        derivation.label().equals(made.label())
            && Arrays.equals(derivation.seed(), made.seed())
            && derivation.hash() == made.hash()
            && derivation.length() == made.length();
    if (!foreseen) {
      throw new EngineException(
          EngineException.Reason.UNSUPPORTED,
          "The card has derived the master secret as it was told to: establish another one.");
    }
    taken = true;
    return session;
  }

  @Override
  public void close() {
    if (!taken) {
      hold.close();
    }
  }
}
