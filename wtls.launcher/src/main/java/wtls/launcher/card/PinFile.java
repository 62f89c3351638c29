package wtls.launcher.card;

import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import wtls.api.card.PinEntry.Kind;

/**
 * A file with PINs, one in a line: the general one, then the one for signatures, then their
 * unblocking codes. Lines may be empty or missing. Closing wipes what was read.
 */
public final class PinFile implements AutoCloseable {
  private static final int LARGEST = 1024;
  private static final int LONGEST_PIN = 8;

  private final Path path;
  private final List<byte[]> lines;

  private PinFile(Path path, List<byte[]> lines) {
    this.path = path;
    this.lines = lines;
  }

  /**
   * Reads a file.
   *
   * @throws IOException when it cannot be read, is open to other users or holds something else; the
   *     message is for people
   */
  public static PinFile read(Path path) throws IOException {
    if (isOpenToOthers(path)) {
      throw new IOException(
          "The PIN file " + path + " can be read by other users; close it with chmod 600.");
    }
    byte[] octets = octets(path);
    try {
      return new PinFile(path, lines(path, octets));
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  private static byte[] octets(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      return in.readNBytes(LARGEST);
    } catch (IOException e) {
      throw new IOException("The PIN file " + path + " cannot be read; name one that is there.", e);
    }
  }

  /** A pipe is its makers' own. */
  private static boolean isOpenToOthers(Path path) throws IOException {
    if (!Files.isRegularFile(path)
        || !path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return false;
    }
    var permissions = Files.getPosixFilePermissions(path);
    return permissions.contains(GROUP_READ) || permissions.contains(OTHERS_READ);
  }

  private static List<byte[]> lines(Path path, byte[] octets) throws IOException {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int at = 0; at <= octets.length; at++) {
      if (at == octets.length || octets[at] == '\n') {
        int end = at > start && octets[at - 1] == '\r' ? at - 1 : at;
        lines.add(Arrays.copyOfRange(octets, start, end));
        start = at + 1;
      }
    }
    for (byte[] line : lines) {
      if (line.length > LONGEST_PIN) {
        lines.forEach(read -> Arrays.fill(read, (byte) 0));
        throw new IOException(
            "The PIN file " + path + " has a line of more than 8 characters; put one PIN in each.");
      }
    }
    return lines;
  }

  /** A copy of a PIN, the caller's to wipe. */
  public Optional<byte[]> pin(Kind kind) {
    return line(kind == Kind.GENERAL ? 0 : 1);
  }

  /** A copy of an unblocking code, the caller's to wipe. */
  public Optional<byte[]> unblockingCode(Kind kind) {
    return line(kind == Kind.GENERAL ? 2 : 3);
  }

  private Optional<byte[]> line(int number) {
    return number < lines.size() && lines.get(number).length > 0
        ? Optional.of(lines.get(number).clone())
        : Optional.empty();
  }

  /** Wipes the PINs. */
  @Override
  public void close() {
    lines.forEach(line -> Arrays.fill(line, (byte) 0));
  }

  /** The file's name. */
  @Override
  public String toString() {
    return path.toString();
  }
}
