package wtls.card.applet;

import javacard.framework.JCSystem;

/**
 * The PINs: reference 1 is PIN-G, the others guard one non-repudiation key each. A try is counted
 * in memory before it is compared, so that no power cut gives a try back.
 */
final class Pins {
  /** Reference of PIN-G. */
  static final byte GENERAL = 1;

  /** Octets of a PIN and of an unblocking code, padded with FF. */
  static final short LENGTH = 8;

  static final byte ENABLED = 0x01;
  static final byte MAY_BE_DISABLED = 0x02;

  private static final byte EXISTS = (byte) 0x80;
  private static final short SHORTEST = 4;
  private static final byte PADDING = (byte) 0xFF;

  // Offsets in a PIN's record.
  private static final short STATE = 0;
  private static final short TRIES = 1;
  private static final short MAX_TRIES = 2;
  private static final short CODE_TRIES = 3;
  private static final short MAX_CODE_TRIES = 4;
  private static final short PIN = 5;
  private static final short CODE = 13;

  private final Memory memory;
  // By reference: 1 from a right PIN on, until the card is deselected or the right is taken away.
  private final byte[] verified;

  Pins(Memory memory) {
    this.memory = memory;
    verified =
        JCSystem.makeTransientByteArray((short) (Layout.MAX_PINS + 1), JCSystem.CLEAR_ON_DESELECT);
  }

  /** Refuses (6982) unless PIN-G was given or is disabled. */
  void requireGeneral() {
    Status.check(granted(GENERAL), Status.PIN_MISSING);
  }

  /** Whether what the PIN guards may be done now. */
  boolean granted(byte reference) {
    return exists(reference) && (verified[reference] != 0 || !flag(reference, ENABLED));
  }

  /** Takes the right away, as after each non-repudiation signature, whatever came of it. */
  void consume(byte reference) {
    verified[reference] = 0;
  }

  boolean exists(byte reference) {
    return reference > 0 && reference <= Layout.MAX_PINS && flag(reference, EXISTS);
  }

  /** Empty VERIFY: ends with the PIN's state unless the right is there already. */
  void query(byte reference) {
    require(reference);
    if (granted(reference)) {
      return;
    }
    short tries = tries(reference);
    Status.fail(tries == 0 ? Status.PIN_BLOCKED : (short) (Status.TRIES_LEFT | tries));
  }

  /** VERIFY. A wrong PIN takes the right away too. */
  void verify(byte reference, byte[] pin, short at) {
    requireEnabled(reference);
    boolean right = compare(reference, pin, at);
    verified[reference] = (byte) (right ? 1 : 0);
    refuseUnless(right, reference);
  }

  /** CHANGE REFERENCE DATA: the old PIN, then the new one. The right stays as it was. */
  void change(byte reference, byte[] pins, short at) {
    requireEnabled(reference);
    short next = (short) (at + LENGTH);
    checkForm(pins, next);
    boolean right = compare(reference, pins, at);
    if (!right && tries(reference) == 0) {
      consume(reference);
    }
    refuseUnless(right, reference);
    memory.begin();
    memory.put(at(reference, PIN), pins, next, LENGTH);
    memory.commit();
  }

  /** DISABLE: a wrong PIN leaves the right, unless it was the last try. */
  void disable(byte reference, byte[] pin, short at) {
    requireEnabled(reference);
    Status.check(flag(reference, MAY_BE_DISABLED), Status.CONDITIONS);
    boolean right = compare(reference, pin, at);
    if (!right && tries(reference) == 0) {
      consume(reference);
    }
    refuseUnless(right, reference);
    memory.set(at(reference, STATE), (byte) (memory.get(at(reference, STATE)) & ~ENABLED));
  }

  /**
   * ENABLE: a wrong PIN leaves it disabled, and the right with it. The right PIN gives the right.
   */
  void enable(byte reference, byte[] pin, short at) {
    require(reference);
    Status.check(!flag(reference, ENABLED), Status.CONDITIONS);
    Status.check(tries(reference) != 0, Status.PIN_BLOCKED);
    refuseUnless(compare(reference, pin, at), reference);
    verified[reference] = 1;
    memory.set(at(reference, STATE), (byte) (memory.get(at(reference, STATE)) | ENABLED));
  }

  /** RESET RETRY COUNTER: the unblocking code, then a new PIN. Gives no right. */
  void unblock(byte reference, byte[] codeAndPin, short at) {
    require(reference);
    short next = (short) (at + LENGTH);
    Status.check(memory.get(at(reference, CODE_TRIES)) != 0, Status.PIN_BLOCKED);
    checkForm(codeAndPin, next);
    countDown(at(reference, CODE_TRIES));
    boolean right = memory.equal(at(reference, CODE), codeAndPin, at, LENGTH);
    if (!right) {
      Status.fail(memory.get(at(reference, CODE_TRIES)) == 0 ? Status.PIN_BLOCKED : Status.WRONG);
    }
    memory.begin();
    memory.put(at(reference, PIN), codeAndPin, next, LENGTH);
    memory.put(at(reference, TRIES), memory.get(at(reference, MAX_TRIES)));
    memory.put(at(reference, CODE_TRIES), memory.get(at(reference, MAX_CODE_TRIES)));
    memory.commit();
  }

  /** PUT PIN: tries 1 | unblocking tries 1 | flags 1 | PIN | unblocking code, at once. */
  void put(byte reference, byte[] from, short at) {
    Status.check(reference > 0 && reference <= Layout.MAX_PINS, Status.NO_REFERENCE);
    byte tries = from[at];
    byte codeTries = from[(short) (at + 1)];
    byte flags = from[(short) (at + 2)];
    short pin = (short) (at + 3);
    Status.check(tries > 0 && tries <= 15 && codeTries >= 0 && codeTries <= 15, Status.DATA);
    Status.check((byte) (flags & ~(ENABLED | MAY_BE_DISABLED)) == 0, Status.DATA);
    checkForm(from, pin);
    // Only PIN-G may ever be off.
    Status.check(reference == GENERAL || flags == ENABLED, Status.DATA);
    memory.begin();
    memory.put(at(reference, TRIES), tries);
    memory.put(at(reference, MAX_TRIES), tries);
    memory.put(at(reference, CODE_TRIES), codeTries);
    memory.put(at(reference, MAX_CODE_TRIES), codeTries);
    memory.put(at(reference, PIN), from, pin, (short) (2 * LENGTH));
    memory.put(at(reference, STATE), (byte) (EXISTS | flags));
    memory.commit();
    consume(reference);
  }

  private void require(byte reference) {
    Status.check(exists(reference), Status.NO_REFERENCE);
  }

  private void requireEnabled(byte reference) {
    require(reference);
    Status.check(flag(reference, ENABLED), Status.CONDITIONS);
    Status.check(tries(reference) != 0, Status.PIN_BLOCKED);
  }

  private void refuseUnless(boolean right, byte reference) {
    if (!right) {
      Status.fail(tries(reference) == 0 ? Status.PIN_BLOCKED : Status.WRONG);
    }
  }

  // Counts first: whoever cuts the power after the comparison has lost the try.
  private boolean compare(byte reference, byte[] pin, short from) {
    countDown(at(reference, TRIES));
    boolean right = memory.equal(at(reference, PIN), pin, from, LENGTH);
    if (right) {
      memory.set(at(reference, TRIES), memory.get(at(reference, MAX_TRIES)));
    }
    return right;
  }

  private void countDown(short at) {
    memory.set(at, (byte) (memory.get(at) - 1));
  }

  // At least four characters, then padding only.
  private static void checkForm(byte[] pin, short at) {
    short length = 0;
    while (length < LENGTH && pin[(short) (at + length)] != PADDING) {
      length++;
    }
    Status.check(length >= SHORTEST, Status.DATA);
    for (short i = length; i < LENGTH; i++) {
      Status.check(pin[(short) (at + i)] == PADDING, Status.DATA);
    }
  }

  private short tries(byte reference) {
    return memory.get(at(reference, TRIES));
  }

  private boolean flag(byte reference, byte bit) {
    return (byte) (memory.get(at(reference, STATE)) & bit) != 0;
  }

  private static short at(byte reference, short offset) {
    return (short) (Layout.PINS + (short) ((short) (reference - 1) * Layout.PIN_SIZE) + offset);
  }
}
