package wtls.card.applet.subset;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** Collects findings and tells where they are. */
final class Findings {
  private final List<Finding> found = new ArrayList<>();

  void add(ClassNode type, String what) {
    found.add(new Finding(type.name, 0, what));
  }

  void add(ClassNode type, MethodNode method, String what) {
    found.add(new Finding(type.name + "." + method.name, 0, what));
  }

  void add(ClassNode type, MethodNode method, AbstractInsnNode at, String what) {
    Finding finding = new Finding(type.name + "." + method.name, line(at), what);
    if (!found.contains(finding)) {
      found.add(finding);
    }
  }

  List<Finding> all() {
    return List.copyOf(found);
  }

  private static int line(AbstractInsnNode at) {
    for (AbstractInsnNode node = at; node != null; node = node.getPrevious()) {
      if (node instanceof LineNumberNode number) {
        return number.line;
      }
    }
    return 0;
  }
}
