package wtls.card.applet.subset;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/**
 * Cards compute with 16 bits, the virtual machine with 32: where the two could differ, the
 * converter wants a cast first. Follows through each method what may have overflowed a short.
 */
final class IntRule {
  private final Findings findings;

  IntRule(Findings findings) {
    this.findings = findings;
  }

  void check(ClassNode type, MethodNode method) {
    if ((method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
      return;
    }
    for (AbstractInsnNode code : method.instructions) {
      switch (code.getOpcode()) {
        case Opcodes.IINC -> findings.add(type, method, code, "int variable");
        case Opcodes.I2C -> findings.add(type, method, code, "type char");
        case Opcodes.IUSHR ->
            findings.add(type, method, code, "unsigned shift, which differs with 16 bits");
        default -> {}
      }
    }
    IntInterpreter interpreter =
        new IntInterpreter((code, what) -> findings.add(type, method, code, what));
    try {
      new Analyzer<>(interpreter).analyze(type.name, method);
    } catch (AnalyzerException e) {
      throw new IllegalArgumentException(type.name + "." + method.name + " is no valid code", e);
    }
  }
}
