package wtls.testkit;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a machine remembers, as one text: equal texts, equal states. Looks into the
 * machine's own objects; of what it was given (engine, outputs, settings) and of keys it notes only
 * which they are.
 */
final class StateDigest {
  private static final Set<String> ROOMS =
      Set.of(
          "wtls.core.machine",
          "wtls.gateway.handshake",
          "wtls.protocol.connection",
          "wtls.protocol.record");

  /**
   * Working memory; records that wait, a few, until there are keys to judge them by; the time; and
   * what is the same for all machines.
   */
  private static final Set<String> LEFT_OUT =
      Set.of("scratch", "early", "now", "settings", "context", "output", "outputs");

  private final StringBuilder text = new StringBuilder();
  private final Map<Object, Integer> seen = new IdentityHashMap<>();

  private StateDigest() {}

  static String of(Object machine) {
    StateDigest digest = new StateDigest();
    try {
      digest.add(machine);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
    return digest.text.toString();
  }

  private void add(Object value) throws IllegalAccessException {
    if (value == null || isPlain(value)) {
      text.append(value).append('\n');
    } else if (seen.putIfAbsent(value, seen.size()) != null) {
      text.append('#').append(seen.get(value)).append('\n');
    } else if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        add(Array.get(value, i));
      }
    } else if (value instanceof Collection<?> all) {
      for (Object element : all) {
        add(element);
      }
    } else if (value instanceof Optional<?> optional) {
      add(optional.orElse(null));
    } else if (ROOMS.contains(value.getClass().getPackageName())) {
      fields(value);
    } else {
      text.append(System.identityHashCode(value)).append('\n');
    }
  }

  private static boolean isPlain(Object value) {
    return value instanceof Number
        || value instanceof Boolean
        || value instanceof String
        || value instanceof Enum<?>;
  }

  private void fields(Object value) throws IllegalAccessException {
    for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !LEFT_OUT.contains(field.getName())) {
          field.setAccessible(true);
          text.append(type.getSimpleName()).append('.').append(field.getName()).append(' ');
          add(field.get(value));
        }
      }
    }
  }
}
