package wtls.card.applet.subset;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Cards have no garbage collector: nothing is allocated but by constructors, by install, and by
 * methods that only those call.
 */
final class AllocationRule {
  private static final Set<String> FACTORIES = Set.of("getInstance", "buildKey", "makeGlobalArray");

  private final Findings findings;
  private final List<ClassNode> types;
  // By name and descriptor, whatever the class: overriding methods are the same to a caller.
  private final Map<String, Set<String>> callers = new HashMap<>();

  AllocationRule(Findings findings, List<ClassNode> types) {
    this.findings = findings;
    this.types = types;
  }

  void check() {
    types.forEach(type -> type.methods.forEach(this::noteCalls));
    Set<String> building = building();
    for (ClassNode type : types) {
      for (MethodNode method : type.methods) {
        if (!building.contains(key(method))) {
          check(type, method);
        }
      }
    }
  }

  private void noteCalls(MethodNode method) {
    for (AbstractInsnNode code : method.instructions) {
      if (code instanceof MethodInsnNode call) {
        callers.computeIfAbsent(call.name + call.desc, k -> new HashSet<>()).add(key(method));
      }
    }
  }

  // Shrinks until only methods are left all of whose callers are left too.
  private Set<String> building() {
    Set<String> left = new HashSet<>();
    types.forEach(type -> type.methods.forEach(method -> left.add(key(method))));
    boolean changed = true;
    while (changed) {
      changed = left.removeIf(method -> !begins(method) && !calledOnlyFrom(method, left));
    }
    return left;
  }

  private boolean calledOnlyFrom(String method, Set<String> building) {
    Set<String> from = callers.getOrDefault(method, Set.of());
    return !from.isEmpty() && building.containsAll(from);
  }

  private static boolean begins(String method) {
    return method.startsWith("<") || method.equals("install([BSB)V");
  }

  private static String key(MethodNode method) {
    return method.name + method.desc;
  }

  private void check(ClassNode type, MethodNode method) {
    for (AbstractInsnNode code : method.instructions) {
      switch (code.getOpcode()) {
        case Opcodes.NEW, Opcodes.NEWARRAY, Opcodes.ANEWARRAY, Opcodes.MULTIANEWARRAY ->
            findings.add(type, method, code, "allocation after installation");
        case Opcodes.INVOKESTATIC -> {
          MethodInsnNode call = (MethodInsnNode) code;
          if (call.owner.startsWith("javacard") && allocates(call.name)) {
            findings.add(type, method, code, "allocation after installation");
          }
        }
        default -> {}
      }
    }
  }

  private static boolean allocates(String name) {
    return name.startsWith("makeTransient") || FACTORIES.contains(name);
  }
}
