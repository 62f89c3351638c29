package wtls.card.applet.subset;

import java.util.List;
import java.util.function.BiConsumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.analysis.Interpreter;

/**
 * Additions and the like keep their low 16 bits whatever comes above, so they may be chained;
 * division, shifts to the right, comparisons, indices and stores see the whole value and want it
 * cast.
 */
final class IntInterpreter extends Interpreter<Word> {
  private static final String UNCAST = "int result used without a cast to short or byte";

  private final BiConsumer<AbstractInsnNode, String> report;

  IntInterpreter(BiConsumer<AbstractInsnNode, String> report) {
    super(Opcodes.ASM9);
    this.report = report;
  }

  @Override
  public Word newValue(Type type) {
    if (type == null) {
      return Word.FITS;
    }
    return type.getSort() == Type.VOID ? null : sized(type.getSize());
  }

  @Override
  public Word newOperation(AbstractInsnNode code) {
    int opcode = code.getOpcode();
    return switch (opcode) {
      case Opcodes.ICONST_0,
          Opcodes.ICONST_1,
          Opcodes.ICONST_2,
          Opcodes.ICONST_3,
          Opcodes.ICONST_4,
          Opcodes.ICONST_5 ->
          Word.constant(opcode - Opcodes.ICONST_0);
      case Opcodes.BIPUSH, Opcodes.SIPUSH -> Word.constant(((IntInsnNode) code).operand);
      case Opcodes.LDC -> ofConstant(((LdcInsnNode) code).cst);
      case Opcodes.LCONST_0, Opcodes.LCONST_1, Opcodes.DCONST_0, Opcodes.DCONST_1 -> Word.WIDE;
      case Opcodes.GETSTATIC -> ofField(code);
      default -> Word.FITS;
    };
  }

  @Override
  public Word copyOperation(AbstractInsnNode code, Word value) {
    if (code.getOpcode() == Opcodes.ISTORE) {
      want(code, value);
    }
    return value;
  }

  @Override
  public Word unaryOperation(AbstractInsnNode code, Word value) {
    return switch (code.getOpcode()) {
      case Opcodes.INEG -> Word.OVERFLOW;
      case Opcodes.IINC -> Word.OVERFLOW;
      case Opcodes.I2L,
          Opcodes.I2D,
          Opcodes.F2L,
          Opcodes.F2D,
          Opcodes.L2D,
          Opcodes.D2L,
          Opcodes.LNEG,
          Opcodes.DNEG ->
          Word.WIDE;
      case Opcodes.GETFIELD -> ofField(code);
      case Opcodes.IFEQ,
          Opcodes.IFNE,
          Opcodes.IFLT,
          Opcodes.IFGE,
          Opcodes.IFGT,
          Opcodes.IFLE,
          Opcodes.TABLESWITCH,
          Opcodes.LOOKUPSWITCH,
          Opcodes.NEWARRAY,
          Opcodes.ANEWARRAY -> {
        want(code, value);
        yield Word.FITS;
      }
      default -> Word.FITS;
    };
  }

  @Override
  public Word binaryOperation(AbstractInsnNode code, Word first, Word second) {
    return switch (code.getOpcode()) {
      case Opcodes.IADD, Opcodes.ISUB, Opcodes.IMUL -> Word.OVERFLOW;
      case Opcodes.ISHL -> {
        want(code, second);
        yield Word.OVERFLOW;
      }
      // -32768 / -1 is no short.
      case Opcodes.IDIV -> {
        want(code, first, second);
        yield Word.OVERFLOW;
      }
      case Opcodes.IREM, Opcodes.ISHR, Opcodes.IUSHR -> {
        want(code, first, second);
        yield Word.FITS;
      }
      case Opcodes.IAND -> and(first, second);
      case Opcodes.IOR, Opcodes.IXOR ->
          first.overflow() || second.overflow() ? Word.OVERFLOW : Word.FITS;
      case Opcodes.IF_ICMPEQ,
          Opcodes.IF_ICMPNE,
          Opcodes.IF_ICMPLT,
          Opcodes.IF_ICMPGE,
          Opcodes.IF_ICMPGT,
          Opcodes.IF_ICMPLE -> {
        want(code, first, second);
        yield Word.FITS;
      }
      case Opcodes.BALOAD, Opcodes.SALOAD, Opcodes.AALOAD -> {
        want(code, second);
        yield Word.FITS;
      }
      case Opcodes.IALOAD -> {
        want(code, second);
        yield Word.OVERFLOW;
      }
      case Opcodes.LALOAD, Opcodes.DALOAD -> Word.WIDE;
      case Opcodes.LCMP, Opcodes.FCMPL, Opcodes.FCMPG, Opcodes.DCMPL, Opcodes.DCMPG -> Word.FITS;
      default -> sized(first.size());
    };
  }

  @Override
  public Word ternaryOperation(AbstractInsnNode code, Word array, Word index, Word value) {
    want(code, index, value);
    return Word.FITS;
  }

  @Override
  public Word naryOperation(AbstractInsnNode code, List<? extends Word> values) {
    if (code instanceof MethodInsnNode call) {
      values.forEach(value -> want(code, value));
      return sized(Type.getReturnType(call.desc).getSize());
    }
    if (code instanceof InvokeDynamicInsnNode call) {
      return sized(Type.getReturnType(call.desc).getSize());
    }
    return Word.FITS;
  }

  @Override
  public void returnOperation(AbstractInsnNode code, Word value, Word expected) {
    want(code, value);
  }

  @Override
  public Word merge(Word first, Word second) {
    if (first.equals(second)) {
      return first;
    }
    return first.overflow() || second.overflow() ? Word.OVERFLOW : sized(first.size());
  }

  // With a mask of 0..7FFF nothing is left of what is above.
  private static Word and(Word first, Word second) {
    boolean masked = mask(first) || mask(second);
    return !masked && (first.overflow() || second.overflow()) ? Word.OVERFLOW : Word.FITS;
  }

  private static boolean mask(Word word) {
    return word.constant() >= 0 && !word.overflow();
  }

  private static Word ofConstant(Object constant) {
    if (constant instanceof Integer number) {
      return Word.constant(number);
    }
    return constant instanceof Long || constant instanceof Double ? Word.WIDE : Word.FITS;
  }

  private static Word ofField(AbstractInsnNode code) {
    String descriptor = ((FieldInsnNode) code).desc;
    return descriptor.equals("I") ? Word.OVERFLOW : sized(Type.getType(descriptor).getSize());
  }

  private static Word sized(int size) {
    return size == 2 ? Word.WIDE : Word.FITS;
  }

  private void want(AbstractInsnNode code, Word... values) {
    for (Word value : values) {
      if (value.overflow()) {
        report.accept(code, UNCAST);
      }
    }
  }
}
