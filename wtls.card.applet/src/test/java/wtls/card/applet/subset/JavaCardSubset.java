package wtls.card.applet.subset;

import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** All rules, over the classes of one package. */
public final class JavaCardSubset {
  private static final int JAVA_8 = 52;

  private final List<ClassNode> types;
  private final Findings findings = new Findings();

  private JavaCardSubset(List<ClassNode> types) {
    this.types = types;
  }

  /**
   * Looks through class files.
   *
   * @param classFiles of one package, all of them: calls between them are followed
   * @return what is wrong; empty if the converter may take them
   */
  public static List<Finding> check(List<byte[]> classFiles) {
    JavaCardSubset subset =
        new JavaCardSubset(classFiles.stream().map(JavaCardSubset::read).toList());
    subset.check();
    return subset.findings.all();
  }

  /** Class files newer than Java 8's, which converters do not read. */
  public static List<Finding> checkVersions(List<byte[]> classFiles) {
    Findings findings = new Findings();
    for (byte[] file : classFiles) {
      ClassNode type = read(file);
      if ((type.version & 0xFFFF) > JAVA_8) {
        findings.add(type, "class file version " + (type.version & 0xFFFF));
      }
    }
    return findings.all();
  }

  private void check() {
    TypeRules typeRules = new TypeRules(findings);
    CodeRules codeRules = new CodeRules(findings);
    IntRule intRule = new IntRule(findings);
    for (ClassNode type : types) {
      typeRules.check(type);
      for (MethodNode method : type.methods) {
        typeRules.check(type, method);
        codeRules.check(type, method);
        intRule.check(type, method);
      }
    }
    new AllocationRule(findings, types).check();
  }

  private static ClassNode read(byte[] file) {
    ClassNode type = new ClassNode();
    new ClassReader(file).accept(type, ClassReader.SKIP_FRAMES);
    return type;
  }
}
