package wtls.card.applet.subset;

import java.util.List;
import java.util.function.Supplier;
import javacard.framework.JCSystem;

/** Everything that the gate must find, a method for each. */
@SuppressWarnings({"unused", "MissingSuperCall"})
class Unconvertible implements Cloneable {
  static short counter;
  static final byte[] COMPUTED = computed();
  static final byte[] LISTED = {1, 2, 3};

  long longField;
  String stringField;
  byte[][] table;

  static byte[] computed() {
    return LISTED;
  }

  long takesLong(long value) {
    return value + 1;
  }

  float computesFloat(short value) {
    return value * 1.5f;
  }

  double computesDouble(short value) {
    return value / 2.0;
  }

  char makesChar(short value) {
    return (char) value;
  }

  void usesString() {
    stringField = "text";
  }

  short takesList(List<Object> list) {
    return (short) list.size();
  }

  short hashes() {
    return (short) hashCode();
  }

  Supplier<Object> lambda() {
    return () -> this;
  }

  void locks() {
    synchronized (this) {
      counter = 1;
    }
  }

  synchronized void isSynchronized() {
    counter = 2;
  }

  native void isNative();

  void makesTable() {
    table = new byte[2][2];
  }

  void makesRows() {
    table = new byte[2][];
  }

  void makesInts() {
    Object numbers = new int[2];
  }

  boolean comparesBigConstant(short value) {
    return value < 40000;
  }

  void keepsInt(short value) {
    int sum = value + 1;
    counter = (short) sum;
  }

  void countsWithInt() {
    for (int i = 0; i < 3; i++) {
      counter = (short) i;
    }
  }

  boolean comparesSum(short one, short other) {
    return one + other > 3;
  }

  short dividesSum(short one, short other) {
    return (short) ((one + other) / 2);
  }

  short shiftsSum(short one, short other) {
    return (short) ((one + other) >> 1);
  }

  short shiftsUnsigned(short value) {
    return (short) (value >>> 1);
  }

  byte indexesWithSum(byte[] from, short one, short other) {
    return from[one + other];
  }

  short switchesOnSum(short one, short other) {
    switch (one + other) {
      case 1:
        return 2;
      default:
        return 3;
    }
  }

  short comparesProduct(short one) {
    return one * one == 4 ? (short) 1 : (short) 0;
  }

  byte[] allocates() {
    return new byte[4];
  }

  Object creates() {
    return new Unconvertible();
  }

  byte[] allocatesTransient() {
    return JCSystem.makeTransientByteArray((short) 4, JCSystem.CLEAR_ON_RESET);
  }

  byte[] callsWhatAllocates() {
    return helper();
  }

  private byte[] helper() {
    return new byte[4];
  }
}
