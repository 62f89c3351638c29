package wtls.launcher.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class HomeTest {
  private static final Path USER = Path.of("/home/somebody");

  @TempDir Path temporary;

  @Test
  void ownVariableComesFirst() {
    Map<String, String> environment = Map.of("WTLS_HOME", "/w", "XDG_DATA_HOME", "/x");

    assertThat(Home.defaultFolder(environment, USER)).isEqualTo(Path.of("/w"));
  }

  @Test
  void dataFolderComesSecond() {
    assertThat(Home.defaultFolder(Map.of("XDG_DATA_HOME", "/x"), USER))
        .isEqualTo(Path.of("/x/wtls"));
  }

  @Test
  void emptyOrRelativeVariablesAreIgnored() {
    Path expected = USER.resolve(".local/share/wtls");

    assertThat(Home.defaultFolder(Map.of(), USER)).isEqualTo(expected);
    assertThat(Home.defaultFolder(Map.of("WTLS_HOME", "", "XDG_DATA_HOME", ""), USER))
        .isEqualTo(expected);
    assertThat(Home.defaultFolder(Map.of("XDG_DATA_HOME", "x"), USER)).isEqualTo(expected);
  }

  @Test
  void newHomeIsItsOwnersAlone() throws Exception {
    Home home = Home.open(temporary.resolve("a/b/home"));

    assertThat(permissions(home.folder())).isEqualTo("rwx------");
  }

  @Test
  void emptyFolderIsTakenOverAndClosed() throws Exception {
    Path folder = folder("rwxr-xr-x");

    Home.open(folder);

    assertThat(permissions(folder)).isEqualTo("rwx------");
  }

  @Test
  void folderInUseThatIsOpenToOthersIsRefused() throws Exception {
    Path folder = folder("rwxr-xr-x");
    Files.createFile(folder.resolve("something"));

    assertThatThrownBy(() -> Home.open(folder))
        .isInstanceOf(HomeException.class)
        .hasMessage(
            "The home folder "
                + folder
                + " is open to other users; close it with chmod 700, or choose another with"
                + " --home.");
    assertThat(permissions(folder)).isEqualTo("rwxr-xr-x");
  }

  @Test
  void fileIsNotHome() throws Exception {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThatThrownBy(() -> Home.open(file))
        .hasMessage(file + " is not a folder; choose another with --home.");
  }

  @Test
  void homeBelowFileCannotBeMade() throws Exception {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThatThrownBy(() -> Home.open(file.resolve("home")))
        .isInstanceOf(HomeException.class)
        .hasMessageStartingWith("The home folder " + file.resolve("home") + " cannot be made (")
        .hasMessageEndingWith("); choose another with --home.");
  }

  private Path folder(String permissions) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("folder"));
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
