package wtls.card.wim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import wtls.api.card.PinEntry;
import wtls.api.engine.EngineException.Reason;
import wtls.card.transport.CommandApdu;
import wtls.card.transport.ResponseApdu;
import wtls.card.transport.StatusWord;

/**
 * The PINs of a card (WAP-260 11.3.4). What needs PIN-G asks for it by itself: {@link #unlock} is
 * for asking early, before other sessions wait for the card too.
 *
 * <p>A PIN that the card has refused is not sent to it again, so that a configured one that is
 * wrong costs one try only.
 */
public final class WimPins {
  private static final int VERIFY = 0x20;
  private static final int CHANGE = 0x24;
  private static final int DISABLE = 0x26;
  private static final int ENABLE = 0x28;
  private static final int RESET_RETRY_COUNTER = 0x2C;

  private final CardLink link;
  private final WimReader reader;
  private final Supplier<List<PinEntry>> entries;
  private final List<byte[]> refused = new ArrayList<>();

  WimPins(CardLink link, WimReader reader, Supplier<List<PinEntry>> entries) {
    this.link = link;
    this.reader = reader;
    this.entries = entries;
  }

  /** The card's PINs, PIN-G first. */
  public List<WimPin> list() throws WimException {
    return link.attempt(reader::pins);
  }

  /** PIN-G. */
  public WimPin general() throws WimException {
    return list().get(0);
  }

  /** The PIN that guards a key. */
  public WimPin of(WimKey key) throws WimException {
    return list().stream()
        .filter(pin -> pin.authId() == key.authId())
        .findFirst()
        .orElseThrow(
            () ->
                new WimException(
                    Reason.UNKNOWN, "The card names no PIN for key " + key.id() + "."));
  }

  /** What the card says of a PIN; does not count as a try. */
  public WimPin.State state(WimPin pin) throws WimException {
    StatusWord status =
        link.attempt(
            () -> {
              ResponseApdu answer =
                  link.ask(CommandApdu.of(CardLink.WIM, VERIFY, 0, pin.reference(), 0));
              if (answer.status().equals(StatusWord.NO_CLASS)) {
                throw link.refused(Purpose.PIN, answer.status());
              }
              return answer.status();
            });
    if (status.ok()) {
      return new WimPin.State(false, false, -1);
    }
    if (status.equals(StatusWord.PIN_BLOCKED) || status.triesLeft() == 0) {
      return new WimPin.State(true, true, 0);
    }
    if (status.equals(StatusWord.WRONG) || status.triesLeft() > 0) {
      return new WimPin.State(true, false, status.triesLeft());
    }
    throw Purpose.PIN.refused(status);
  }

  /**
   * Sees to it that PIN-G has been given. May block for as long as a user takes.
   *
   * @throws WimException {@link Reason#PIN_REQUIRED} when nobody gives it, {@link
   *     Reason#PIN_BLOCKED} when it has been wrong too often
   */
  public void unlock() throws WimException {
    link.attempt(
        () -> {
          if (!link.state().pinGiven()) {
            WimPin.State state = state(general());
            if (state.needed()) {
              askFor(general(), PinEntry.Kind.GENERAL, state);
            }
            link.state().pinGiven(true);
          }
          return null;
        });
  }

  /** Asks for the PIN of a non-repudiation key, for the one signature that follows. */
  void unlockOnce(WimKey key) throws WimException {
    WimPin pin = of(key);
    askFor(pin, PinEntry.Kind.NON_REPUDIATION, state(pin));
  }

  /** Asks one entry after the other, each until it has nothing new to say. */
  private void askFor(WimPin pin, PinEntry.Kind kind, WimPin.State state) throws WimException {
    int triesLeft = triesLeft(state);
    for (PinEntry entry : entries.get()) {
      while (true) {
        Optional<byte[]> given = entry.pin(reader.serial(), kind, pin.label(), triesLeft);
        if (given.isEmpty()) {
          break;
        }
        byte[] characters = given.get();
        try {
          if (wasRefused(pin, characters)) {
            break;
          }
          if (verifies(pin, characters)) {
            return;
          }
        } finally {
          Arrays.fill(characters, (byte) 0);
        }
        triesLeft = triesLeft(state(pin));
      }
    }
    throw new WimException(
        Reason.PIN_REQUIRED,
        "No right PIN was given for \""
            + pin.label()
            + "\" of card "
            + reader.serial()
            + ": it has "
            + triesLeft
            + (triesLeft == 1 ? " try left." : " tries left."));
  }

  /** At least one, where the card does not say. */
  private static int triesLeft(WimPin.State state) throws WimException {
    if (state.blocked()) {
      throw Purpose.PIN.refused(StatusWord.PIN_BLOCKED);
    }
    return Math.max(1, state.triesLeft());
  }

  private boolean wasRefused(WimPin pin, byte[] characters) {
    byte[] tried = withReference(pin, characters);
    boolean known = refused.stream().anyMatch(earlier -> Arrays.equals(earlier, tried));
    Arrays.fill(tried, (byte) 0);
    return known;
  }

  private boolean verifies(WimPin pin, byte[] characters) throws WimException {
    boolean right = give(pin, VERIFY, characters);
    if (!right) {
      refused.add(withReference(pin, characters));
    }
    return right;
  }

  private static byte[] withReference(WimPin pin, byte[] characters) {
    byte[] both = Arrays.copyOf(characters, characters.length + 1);
    both[characters.length] = (byte) pin.reference();
    return both;
  }

  /**
   * Gives a PIN to the card.
   *
   * @param characters without padding; stays the caller's
   * @return whether it is right
   */
  public boolean verify(WimPin pin, byte[] characters) throws WimException {
    return link.attempt(
        () -> {
          boolean right = give(pin, VERIFY, characters);
          if (pin.general()) {
            link.state().pinGiven(right);
          }
          return right;
        });
  }

  /** Replaces a PIN; both stay the caller's. Returns whether the old one was right. */
  public boolean change(WimPin pin, byte[] old, byte[] replacement) throws WimException {
    return link.attempt(
        () -> {
          boolean right = give(pin, CHANGE, old, replacement);
          forgetRefused();
          return right;
        });
  }

  /** Makes the card do without PIN-G, where it allows that. Returns whether the PIN was right. */
  public boolean disable(WimPin pin, byte[] characters) throws WimException {
    return link.attempt(() -> give(pin, DISABLE, characters));
  }

  /** Makes the card ask for PIN-G again. Returns whether the PIN was right. */
  public boolean enable(WimPin pin, byte[] characters) throws WimException {
    return link.attempt(
        () -> {
          link.state().pinGiven(false);
          return give(pin, ENABLE, characters);
        });
  }

  /**
   * Unblocks a PIN and sets it anew.
   *
   * @param code the unblocking code, as given out with the card
   * @return whether the code was right
   */
  public boolean unblock(WimPin pin, byte[] code, byte[] replacement) throws WimException {
    return link.attempt(
        () -> {
          boolean right = give(pin, RESET_RETRY_COUNTER, code, replacement);
          forgetRefused();
          return right;
        });
  }

  /** Whether the card takes these for right. */
  private boolean give(WimPin pin, int ins, byte[]... values) throws WimException {
    byte[] data = new byte[pin.stored() * values.length];
    Arrays.fill(data, pin.pad());
    try {
      for (int i = 0; i < values.length; i++) {
        if (values[i].length == 0 || values[i].length > pin.stored()) {
          throw new WimException(
              Reason.PIN_REQUIRED,
              "\"" + pin.label() + "\" has 1 to " + pin.stored() + " characters: give it anew.");
        }
        System.arraycopy(values[i], 0, data, i * pin.stored(), values[i].length);
      }
      CommandApdu command = new CommandApdu(CardLink.WIM, ins, 0, pin.reference(), data, 0);
      StatusWord status = link.ask(command).status();
      if (status.ok()) {
        return true;
      }
      if (status.equals(StatusWord.WRONG) || status.triesLeft() >= 0) {
        return false;
      }
      throw link.refused(Purpose.PIN, status);
    } finally {
      Arrays.fill(data, (byte) 0);
    }
  }

  private void forgetRefused() {
    refused.forEach(pin -> Arrays.fill(pin, (byte) 0));
    refused.clear();
  }

  /** Wipes what was refused. */
  void close() {
    if (link.heldByMe()) {
      forgetRefused();
      return;
    }
    // No lock: a user may be thinking. Refused PINs are no secret of this card.
    List.copyOf(refused).forEach(pin -> Arrays.fill(pin, (byte) 0));
  }
}
