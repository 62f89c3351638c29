package wtls.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * The time that a command gives, in seconds since 1970 (32 bits, to 2106) and as the digits of
 * X.509: 14 characters, year first.
 */
final class Calendar {
  /** Digits of a year, month, day, hour, minute and second. */
  private static final short DIGITS = 14;

  private static final short SECONDS = 0;
  private static final short TEXT = 4;
  private static final short WORK = (short) (TEXT + DIGITS);
  private static final short SIZE = (short) (WORK + DIGITS);

  private static final short FIRST_YEAR = 1970;
  private static final short YEAR_DAYS = 365;
  private static final byte[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private final byte[] now;

  Calendar() {
    now = JCSystem.makeTransientByteArray(SIZE, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Takes the time, 4 octets. */
  void set(byte[] octets, short offset) {
    Util.arrayCopyNonAtomic(octets, offset, now, SECONDS, (short) 4);
    Util.arrayCopyNonAtomic(octets, offset, now, WORK, (short) 4);
    putDigits((short) (TEXT + 12), divide((short) 60));
    putDigits((short) (TEXT + 10), divide((short) 60));
    putDigits((short) (TEXT + 8), divide((short) 24));
    // Days are left: at most 49710, so unsigned.
    putDate(Util.getShort(now, (short) (WORK + 2)));
  }

  /** Whether it is before these seconds, 4 octets. */
  boolean isBefore(byte[] octets, short offset) {
    return Util.arrayCompare(now, SECONDS, octets, offset, (short) 4) < 0;
  }

  /** Whether it is after these seconds, 4 octets. */
  boolean isAfter(byte[] octets, short offset) {
    return Util.arrayCompare(now, SECONDS, octets, offset, (short) 4) > 0;
  }

  /**
   * Compares it with a time of X.509: YYMMDDhhmmssZ, or with a year of four digits.
   *
   * @return less than 0 when it is before that time, 0 when they are the same
   */
  byte compare(byte[] octets, short offset, short length) {
    short digits = (short) (length - 1);
    boolean whole = digits == DIGITS;
    Status.check(whole || digits == (short) (DIGITS - 2), Status.DATA);
    Status.check(octets[(short) (offset + digits)] == (byte) 'Z', Status.DATA);
    for (short i = 0; i < digits; i++) {
      byte digit = octets[(short) (offset + i)];
      Status.check(digit >= (byte) '0' && digit <= (byte) '9', Status.DATA);
    }
    if (!whole) {
      // Years from 50 on are of the last century (RFC 5280 4.1.2.5.1).
      putDigits(WORK, (short) (octets[offset] >= (byte) '5' ? 19 : 20));
    }
    Util.arrayCopyNonAtomic(octets, offset, now, (short) (WORK + DIGITS - digits), digits);
    return Util.arrayCompare(now, TEXT, now, WORK, DIGITS);
  }

  /** Divides the number in the work area; gives the remainder. */
  private short divide(short divisor) {
    short rest = 0;
    for (short i = WORK; i < (short) (WORK + 4); i++) {
      rest = (short) ((short) (rest << 8) | (short) (now[i] & 0xFF));
      now[i] = (byte) (short) (rest / divisor);
      rest = (short) (rest % divisor);
    }
    return rest;
  }

  private void putDate(short days) {
    short year = FIRST_YEAR;
    short length = YEAR_DAYS;
    while (days < 0 || days >= length) {
      days -= length;
      year++;
      length = isLeap(year) ? (short) (YEAR_DAYS + 1) : YEAR_DAYS;
    }
    putDigits(TEXT, (short) (year / 100));
    putDigits((short) (TEXT + 2), (short) (year % 100));
    short month = 0;
    length = MONTH_DAYS[0];
    while (days >= length) {
      days -= length;
      month++;
      length = MONTH_DAYS[month];
      if (month == 1 && isLeap(year)) {
        length++;
      }
    }
    putDigits((short) (TEXT + 4), (short) (month + 1));
    putDigits((short) (TEXT + 6), (short) (days + 1));
  }

  private static boolean isLeap(short year) {
    // 2100 is none; 2000 is one.
    return (short) (year & 3) == 0 && year != 2100;
  }

  private void putDigits(short at, short number) {
    now[at] = (byte) ((short) (number / 10) + '0');
    now[(short) (at + 1)] = (byte) ((short) (number % 10) + '0');
  }
}
