package wtls.launcher.home;

import static java.nio.file.attribute.PosixFilePermission.GROUP_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A home folder that exists, can be written to, and is closed to other users. */
public final class Home {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHER_USERS =
      EnumSet.of(GROUP_READ, GROUP_WRITE, GROUP_EXECUTE, OTHERS_READ, OTHERS_WRITE, OTHERS_EXECUTE);

  private final Path folder;

  private Home(Path folder) {
    this.folder = folder;
  }

  /**
   * Where the home is when nobody says: {@code $WTLS_HOME}, else {@code wtls} under {@code
   * $XDG_DATA_HOME}, else under {@code ~/.local/share}.
   */
  public static Path defaultFolder(Map<String, String> environment, Path userHome) {
    String own = environment.getOrDefault("WTLS_HOME", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    // The XDG base directory specification has relative paths ignored.
    boolean usable = !data.isEmpty() && Path.of(data).isAbsolute();
    return (usable ? Path.of(data) : userHome.resolve(".local/share")).resolve("wtls");
  }

  /**
   * Opens the home in {@code folder}, and makes it if it is not there.
   *
   * @throws HomeException when it cannot be made or written to, or is open to other users
   */
  public static Home open(Path folder) throws HomeException {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      create(absolute);
      if (!Files.isDirectory(absolute)) {
        throw new HomeException(absolute + " is not a folder; choose another with --home.");
      }
      closeToOthers(absolute);
    } catch (IOException e) {
      throw new HomeException(
          "The home folder "
              + absolute
              + " cannot be made ("
              + reason(e)
              + "); choose another with --home.",
          e);
    }
    if (!Files.isWritable(absolute)) {
      throw new HomeException(
          "The home folder " + absolute + " cannot be written to; choose another with --home.");
    }
    return new Home(absolute);
  }

  private static void create(Path folder) throws IOException {
    if (Files.exists(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (isPosix(folder.getRoot())) {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } else {
      Files.createDirectory(folder);
    }
  }

  /** An empty folder is taken over; one that holds something may be in use for something else. */
  private static void closeToOthers(Path folder) throws IOException, HomeException {
    if (!isPosix(folder)
        || Collections.disjoint(Files.getPosixFilePermissions(folder), OTHER_USERS)) {
      return;
    }
    if (!isEmpty(folder)) {
      throw new HomeException(
          "The home folder "
              + folder
              + " is open to other users; close it with chmod 700, or choose another with --home.");
    }
    Files.setPosixFilePermissions(folder, OWNER_ONLY);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  /** The folder, absolute. */
  public Path folder() {
    return folder;
  }

  /** The file or folder of that name in the home, whether it is there or not. */
  public Path resolve(String name) {
    return folder.resolve(name);
  }
}
