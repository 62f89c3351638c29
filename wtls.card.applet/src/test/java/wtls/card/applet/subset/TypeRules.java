package wtls.card.applet.subset;

import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Types that a card has: boolean, byte, short, their arrays, its own classes and the card's API.
 */
final class TypeRules {
  private static final Set<String> LANGUAGE =
      Set.of(
          "java/lang/Object",
          "java/lang/Throwable",
          "java/lang/Exception",
          "java/lang/RuntimeException",
          "java/lang/ArithmeticException",
          "java/lang/ArrayStoreException",
          "java/lang/ArrayIndexOutOfBoundsException",
          "java/lang/ClassCastException",
          "java/lang/IndexOutOfBoundsException",
          "java/lang/NegativeArraySizeException",
          "java/lang/NullPointerException",
          "java/lang/SecurityException");

  private static final Set<String> OBJECT_METHODS = Set.of("<init>", "equals");

  private final Findings findings;

  TypeRules(Findings findings) {
    this.findings = findings;
  }

  void check(ClassNode type) {
    String home = type.name.substring(0, type.name.lastIndexOf('/') + 1);
    checkClass(type, null, null, home, type.superName);
    type.interfaces.forEach(name -> checkClass(type, null, null, home, name));
    for (FieldNode field : type.fields) {
      checkType(type, null, null, home, Type.getType(field.desc));
      boolean isStatic = (field.access & Opcodes.ACC_STATIC) != 0;
      if (isStatic && (field.access & Opcodes.ACC_FINAL) == 0) {
        findings.add(type, "static field that is not final: " + field.name);
      }
    }
  }

  void check(ClassNode type, MethodNode method) {
    String home = type.name.substring(0, type.name.lastIndexOf('/') + 1);
    checkDescriptor(type, method, null, home, method.desc);
    method.exceptions.forEach(name -> checkClass(type, method, null, home, name));
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      checkClass(type, method, block.handler, home, block.type);
    }
    if (method.localVariables != null) {
      for (LocalVariableNode variable : method.localVariables) {
        checkType(type, method, variable.start, home, Type.getType(variable.desc));
      }
    }
    for (AbstractInsnNode code : method.instructions) {
      check(type, method, code, home);
    }
  }

  private void check(ClassNode type, MethodNode method, AbstractInsnNode code, String home) {
    if (code instanceof TypeInsnNode instruction) {
      Type named = Type.getObjectType(instruction.desc);
      checkType(type, method, code, home, named);
      // What ANEWARRAY names is the element.
      if (code.getOpcode() == Opcodes.ANEWARRAY && named.getSort() == Type.ARRAY) {
        findings.add(type, method, code, "array of arrays");
      }
    } else if (code instanceof FieldInsnNode field) {
      checkClass(type, method, code, home, field.owner);
      checkType(type, method, code, home, Type.getType(field.desc));
    } else if (code instanceof MethodInsnNode call) {
      checkCall(type, method, call, home);
    }
  }

  private void checkCall(ClassNode type, MethodNode method, MethodInsnNode call, String home) {
    checkType(type, method, call, home, Type.getObjectType(call.owner));
    boolean foreign = LANGUAGE.contains(call.owner) || call.owner.startsWith("[");
    if (foreign && !OBJECT_METHODS.contains(call.name)) {
      findings.add(type, method, call, "method that a card's classes lack: " + call.name);
    }
    checkDescriptor(type, method, call, home, call.desc);
  }

  private void checkDescriptor(
      ClassNode type, MethodNode method, AbstractInsnNode at, String home, String descriptor) {
    checkType(type, method, at, home, Type.getReturnType(descriptor));
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      checkType(type, method, at, home, argument);
    }
  }

  private void checkType(
      ClassNode type, MethodNode method, AbstractInsnNode at, String home, Type used) {
    switch (used.getSort()) {
      case Type.BOOLEAN, Type.BYTE, Type.SHORT, Type.VOID -> {}
      case Type.ARRAY -> {
        if (used.getDimensions() > 1) {
          add(type, method, at, "array of arrays");
        }
        checkType(type, method, at, home, used.getElementType());
      }
      case Type.OBJECT -> checkClass(type, method, at, home, used.getInternalName());
      default -> add(type, method, at, "type " + used.getClassName());
    }
  }

  private void checkClass(
      ClassNode type, MethodNode method, AbstractInsnNode at, String home, String name) {
    boolean known =
        name == null
            || name.startsWith(home)
            || name.startsWith("javacard/")
            || name.startsWith("javacardx/")
            || LANGUAGE.contains(name);
    if (!known) {
      add(type, method, at, "class " + name);
    }
  }

  private void add(ClassNode type, MethodNode method, AbstractInsnNode at, String what) {
    if (method == null) {
      findings.add(type, what);
    } else if (at == null) {
      findings.add(type, method, what);
    } else {
      findings.add(type, method, at, what);
    }
  }
}
