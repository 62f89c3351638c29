package wtls.testkit.card;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All octets that can be reached from an object of ours, cards left out: they are not the phone.
 */
final class Reachable {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> left = new ArrayDeque<>();

  private Reachable() {}

  /** Whether an array somewhere holds these octets, at any place in it. */
  static boolean holds(Object root, byte[] wanted) {
    Reachable search = new Reachable();
    search.visit(root);
    boolean found = false;
    while (!search.left.isEmpty()) {
      found |= search.follow(search.left.pop(), wanted);
    }
    return found;
  }

  private void visit(Object value) {
    if (value != null && seen.add(value)) {
      left.push(value);
    }
  }

  private boolean follow(Object value, byte[] wanted) {
    if (value instanceof byte[] octets) {
      return contains(octets, wanted);
    }
    if (value.getClass().isArray()) {
      for (int i = 0; !value.getClass().getComponentType().isPrimitive(); i++) {
        if (i == Array.getLength(value)) {
          break;
        }
        visit(Array.get(value, i));
      }
    } else if (value instanceof Collection<?> all) {
      all.forEach(this::visit);
    } else if (value instanceof Map<?, ?> map) {
      map.keySet().forEach(this::visit);
      map.values().forEach(this::visit);
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(this::visit);
    } else if (!(value instanceof Enum<?>) && isOurs(value.getClass())) {
      fields(value);
    }
    return false;
  }

  private static boolean isOurs(Class<?> type) {
    String name = type.getName();
    return (name.startsWith("wtls.") || name.startsWith("org.bouncycastle."))
        && !name.startsWith("wtls.card.simulator.")
        && !name.startsWith("wtls.gateway.");
  }

  private void fields(Object value) {
    try {
      for (Class<?> type = value.getClass();
          type != null && isOurs(type);
          type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
            field.setAccessible(true);
            visit(field.get(value));
          }
        }
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean contains(byte[] octets, byte[] wanted) {
    for (int at = 0; at + wanted.length <= octets.length; at++) {
      int i = 0;
      while (i < wanted.length && octets[at + i] == wanted[i]) {
        i++;
      }
      if (i == wanted.length) {
        return true;
      }
    }
    return false;
  }
}
