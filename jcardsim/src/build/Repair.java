import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Run by the build: puts right two things in jCardSim's classes, which are otherwise as released. */
final class Repair {
  private static final String SIPUSH_260_NEWARRAY_BYTE = "\u0011\u0001\u0004\u00bc\u0008";
  private static final String SIPUSH_261_NEWARRAY_BYTE = "\u0011\u0001\u0005\u00bc\u0008";

  public static void main(String[] arguments) throws IOException {
    Path classes = Path.of(arguments[0]);
    // It prints two lines to standard output for every asymmetric algorithm that a card asks for.
    // This is the name, in the constant pool, of the class whose field "out" it prints to.
    replace(
        classes.resolve("javacard/security/Signature.class"),
        "java/lang/System",
        "jcardsim/Nothing");
    // 255 octets of data with an expected length are 261 octets, one more than its buffer.
    replace(
        classes.resolve("javacard/framework/APDU.class"),
        SIPUSH_260_NEWARRAY_BYTE,
        SIPUSH_261_NEWARRAY_BYTE);
  }

  /** Replaces what is there once by something of the same length, unless that was done before. */
  private static void replace(Path file, String wrong, String right) throws IOException {
    String octets = Files.readString(file, StandardCharsets.ISO_8859_1);
    int at = octets.indexOf(wrong);
    if (at < 0 && octets.contains(right)) {
      return;
    }
    if (at < 0 || octets.indexOf(wrong, at + 1) >= 0) {
      throw new IOException(file + " is not as expected: is this another jCardSim?");
    }
    Files.writeString(file, octets.replace(wrong, right), StandardCharsets.ISO_8859_1);
  }
}
