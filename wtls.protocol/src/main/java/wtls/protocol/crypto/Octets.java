package wtls.protocol.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Words within octet arrays, at any offset. */
final class Octets {
  static final byte[] NONE = {};

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Octets() {}

  static long getLong(byte[] octets, int offset) {
    return (long) LONG.get(octets, offset);
  }

  static void putLong(byte[] octets, int offset, long value) {
    LONG.set(octets, offset, value);
  }

  static int getInt(byte[] octets, int offset) {
    return (int) INT.get(octets, offset);
  }

  static void putInt(byte[] octets, int offset, int value) {
    INT.set(octets, offset, value);
  }
}
