package wtls.card.applet;

/** The commands on PINs, WAP-260 11.3.4. */
final class PinCommands {
  private final StorageApplet card;

  PinCommands(StorageApplet card) {
    this.card = card;
  }

  /** VERIFY; without data it asks for the PIN's state. */
  void verify() {
    byte reference = reference();
    if (card.data.length() == 0) {
      card.pins.query(reference);
    } else {
      card.data.expectLength(Pins.LENGTH);
      card.pins.verify(reference, card.data.buffer, (short) 0);
    }
  }

  /** CHANGE REFERENCE DATA: old and new PIN. */
  void change() {
    byte reference = reference();
    card.data.expectLength((short) (2 * Pins.LENGTH));
    card.pins.change(reference, card.data.buffer, (short) 0);
  }

  /** DISABLE VERIFICATION REQUIREMENT. */
  void disable() {
    byte reference = reference();
    card.data.expectLength(Pins.LENGTH);
    card.pins.disable(reference, card.data.buffer, (short) 0);
  }

  /** ENABLE VERIFICATION REQUIREMENT. */
  void enable() {
    byte reference = reference();
    card.data.expectLength(Pins.LENGTH);
    card.pins.enable(reference, card.data.buffer, (short) 0);
  }

  /** RESET RETRY COUNTER: unblocking code and new PIN. */
  void unblock() {
    byte reference = reference();
    card.data.expectLength((short) (2 * Pins.LENGTH));
    card.pins.unblock(reference, card.data.buffer, (short) 0);
  }

  private byte reference() {
    Status.check(card.data.p1() == 0, Status.PARAMETERS);
    return card.data.p2();
  }
}
