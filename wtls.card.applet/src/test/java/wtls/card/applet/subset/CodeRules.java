package wtls.card.applet.subset;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Instructions and constants that a card has, and what a static initialiser may do. */
final class CodeRules {
  private final Findings findings;

  CodeRules(Findings findings) {
    this.findings = findings;
  }

  void check(ClassNode type, MethodNode method) {
    if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
      findings.add(type, method, "synchronized method");
    }
    if ((method.access & Opcodes.ACC_NATIVE) != 0) {
      findings.add(type, method, "native method");
    }
    boolean initialiser = method.name.equals("<clinit>");
    for (AbstractInsnNode code : method.instructions) {
      check(type, method, code);
      if (initialiser && !constant(code)) {
        findings.add(type, method, code, "static initialiser that is not constant");
      }
    }
  }

  private void check(ClassNode type, MethodNode method, AbstractInsnNode code) {
    switch (code.getOpcode()) {
      case Opcodes.INVOKEDYNAMIC -> findings.add(type, method, code, "invokedynamic");
      case Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> findings.add(type, method, code, "monitor");
      case Opcodes.MULTIANEWARRAY -> findings.add(type, method, code, "array of arrays");
      case Opcodes.NEWARRAY -> checkElement(type, method, (IntInsnNode) code);
      case Opcodes.LDC -> checkConstant(type, method, (LdcInsnNode) code);
      default -> {
        if (wide(code.getOpcode())) {
          findings.add(type, method, code, "long, float or double");
        }
      }
    }
  }

  private void checkElement(ClassNode type, MethodNode method, IntInsnNode code) {
    switch (code.operand) {
      case Opcodes.T_BOOLEAN, Opcodes.T_BYTE, Opcodes.T_SHORT -> {}
      default -> findings.add(type, method, code, "new array of another element type");
    }
  }

  // What fits a short is no LDC: so even a number here is an int.
  private void checkConstant(ClassNode type, MethodNode method, LdcInsnNode code) {
    String kind = code.cst instanceof Integer ? "int" : code.cst.getClass().getSimpleName();
    findings.add(type, method, code, "constant of type " + kind);
  }

  private static boolean wide(int opcode) {
    return opcode >= Opcodes.LCONST_0 && opcode <= Opcodes.DCONST_1
        || opcode >= Opcodes.LLOAD && opcode <= Opcodes.DLOAD
        || opcode >= Opcodes.LALOAD && opcode <= Opcodes.DALOAD
        || opcode >= Opcodes.LSTORE && opcode <= Opcodes.DSTORE
        || opcode >= Opcodes.LASTORE && opcode <= Opcodes.DASTORE
        || opcode >= Opcodes.I2L && opcode <= Opcodes.D2F
        || opcode >= Opcodes.LCMP && opcode <= Opcodes.DCMPG;
  }

  // Arrays of constants, element by element, and labels.
  private static boolean constant(AbstractInsnNode code) {
    int opcode = code.getOpcode();
    return opcode < 0
        || opcode <= Opcodes.SIPUSH
        || opcode == Opcodes.NEWARRAY
        || opcode == Opcodes.DUP
        || opcode == Opcodes.BASTORE
        || opcode == Opcodes.SASTORE
        || opcode == Opcodes.RETURN
        || code instanceof FieldInsnNode && opcode == Opcodes.PUTSTATIC;
  }
}
