package wtls.engine.phone.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wtls.engine.phone.store.StoreException.Reason;

class FileStoreTest {
  private final AdjustableClock clock = new AdjustableClock();
  private Path file;
  private Path keyFile;

  @BeforeEach
  void nameFiles(@TempDir Path folder) {
    file = folder.resolve("home/phone.store");
    keyFile = folder.resolve("home/phone.key");
  }

  @Test
  void remembersAllAfterItWasClosed() throws Exception {
    try (PhoneStore store = open()) {
      store.replace(
          List.of(Samples.rsaIdentity(), Samples.ecIdentity()),
          List.of(Samples.sharedSecret()),
          List.of(Samples.certificate(1)));
      store.put(Samples.session(1, "gw.example", 3));
    }

    try (PhoneStore store = open()) {
      assertThat(store.credentials().keys())
          .usingRecursiveComparison()
          .isEqualTo(List.of(Samples.rsaIdentity().key(), Samples.ecIdentity().key()));
      assertThat(store.credentials().sharedSecretNames()).containsExactly("bänk");
      assertThat(store.credentials().roots()).hasSize(1);
      assertThat(store.sessions()).containsExactly(Samples.description(1, "gw.example", 3));
      assertThat(store.use(Samples.description(1, "gw.example", 3)).orElseThrow().masterSecret())
          .isEqualTo(Samples.session(1, "gw.example", 3).masterSecret());
    }
  }

  @Test
  void countsAUseInTheFileBeforeItGivesTheSecret() throws Exception {
    try (PhoneStore store = open();
        PhoneStore afterACrash = open()) {
      store.put(Samples.session(1, "gw.example", 3));
      store.use(Samples.description(1, "gw.example", 3));

      assertThat(afterACrash.sessions()).containsExactly(Samples.description(1, "gw.example", 2));
    }
  }

  @Test
  void sharesItsFileWithOtherStores() throws Exception {
    try (PhoneStore one = open();
        PhoneStore other = open()) {
      one.put(Samples.session(1, "one.example", 3));
      other.put(Samples.session(2, "other.example", 3));

      assertThat(one.sessions()).hasSize(2).isEqualTo(other.sessions());
    }
  }

  @Test
  void makesFilesThatOnlyTheirOwnerMayRead() throws Exception {
    try (PhoneStore store = open()) {
      store.put(Samples.session(1, "gw.example", 3));
    }

    assertThat(keyFile).hasSize(32);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("phone.store", "phone.store.lock", "phone.key");
    }
    for (Path each : List.of(file, keyFile, file.resolveSibling("phone.store.lock"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .as("%s", each)
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void showsNoSecretInItsFile() throws Exception {
    try (PhoneStore store = open()) {
      store.put(Samples.session(1, "gw.example", 3));
      store.replace(List.of(Samples.rsaIdentity()), List.of(), List.of());
    }

    assertThat(Files.readString(file, ISO_8859_1))
        .doesNotContain(
            new String(Samples.session(1, "gw.example", 3).masterSecret(), ISO_8859_1),
            new String(Samples.rsaIdentity().secret(), 0, 16, ISO_8859_1),
            "gw.example");
  }

  @Test
  void ignoresWhatACrashLeftHalfWritten() throws Exception {
    try (PhoneStore store = open()) {
      store.put(Samples.session(1, "gw.example", 3));
      Files.write(file.resolveSibling("phone.store.tmp"), new byte[100]);

      store.put(Samples.session(2, "other.example", 3));

      assertThat(store.sessions()).hasSize(2);
    }
    assertThat(file.resolveSibling("phone.store.tmp")).doesNotExist();
  }

  @Test
  void keepsTheOldContentsWhenItCannotWrite() throws Exception {
    try (PhoneStore store = open()) {
      store.put(Samples.session(1, "gw.example", 3));
      // A folder in the place of the temporary file, with something in it, cannot be replaced.
      Files.createDirectories(file.resolveSibling("phone.store.tmp/full"));

      assertThatThrownBy(() -> store.use(Samples.description(1, "gw.example", 3)))
          .isInstanceOf(StoreException.class)
          .hasMessage(
              "Cannot read or write "
                  + file
                  + ": DirectoryNotEmptyException; check that the path and its permissions are"
                  + " right.");
      assertThat(store.sessions()).containsExactly(Samples.description(1, "gw.example", 3));
    }
  }

  @Test
  void leavesADamagedFileAlone() throws Exception {
    fill();
    byte[] damaged = Files.readAllBytes(file);
    damaged[60] ^= 1;
    Files.write(file, damaged);

    assertThatThrownBy(this::open)
        .hasMessage(
            "The store "
                + file
                + " has been changed or damaged: restore a copy of it, or move it away to begin"
                + " with an empty one.")
        .extracting(e -> ((StoreException) e).reason())
        .isEqualTo(Reason.DAMAGED);
    assertThat(file).hasBinaryContent(damaged);
  }

  @Test
  void leavesAFileAloneThatIsDamagedWhileItIsOpen() throws Exception {
    try (PhoneStore store = open()) {
      store.put(Samples.session(1, "gw.example", 3));
      Files.write(file, new byte[10]);

      assertThatThrownBy(() -> store.put(Samples.session(2, "gw.example", 3)))
          .isInstanceOf(StoreException.class);
      assertThat(file).hasBinaryContent(new byte[10]);
    }
  }

  @Test
  void refusesAFileTooLargeToBeAStore() throws Exception {
    fill();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), 20L << 20);
    }

    assertThatThrownBy(this::open).hasMessageContaining("is too large to be a store");
  }

  @Test
  void makesNoNewKeyForAnOldStore() throws Exception {
    fill();
    Files.delete(keyFile);

    assertThatThrownBy(this::open)
        .hasMessage(
            "The store "
                + file
                + " has lost its key file "
                + keyFile
                + ": restore that, or move the store away to begin with an empty one.")
        .extracting(e -> ((StoreException) e).reason())
        .isEqualTo(Reason.KEY_MISSING);
    assertThat(keyFile).doesNotExist();
  }

  @Test
  void refusesAKeyThatOthersMayRead() throws Exception {
    fill();
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(this::open)
        .hasMessage(
            "Others than its owner may read the key file " + keyFile + ": run chmod 600 on it.")
        .extracting(e -> ((StoreException) e).reason())
        .isEqualTo(Reason.KEY_UNFIT);
  }

  @Test
  void refusesAKeyOfTheWrongSize() throws Exception {
    fill();
    for (int size : new int[] {0, 31, 33, 4096}) {
      Files.write(keyFile, new byte[size]);
      assertThatThrownBy(this::open)
          .as("%d octets", size)
          .hasMessage("The key file " + keyFile + " does not have 32 octets: name the right one.");
    }
  }

  @Test
  void refusesTheKeyOfAnotherStore() throws Exception {
    fill();
    byte[] other = new byte[32];
    Files.write(keyFile, other);

    assertThatThrownBy(this::open)
        .extracting(e -> ((StoreException) e).reason())
        .isEqualTo(Reason.WRONG_KEY);
  }

  @Test
  void saysSoWhenTheFolderCannotBeMade() throws Exception {
    Files.writeString(file.getParent(), "a file where the folder should be");

    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("check that the path and its permissions are right")
        .extracting(e -> ((StoreException) e).reason())
        .isEqualTo(Reason.INACCESSIBLE);
  }

  @Test
  void outlivesTheInterruptionOfAThread() throws Exception {
    try (PhoneStore store = open()) {
      store.put(Samples.session(1, "gw.example", 3));
      Thread.currentThread().interrupt();
      try {
        assertThatThrownBy(() -> store.use(Samples.description(1, "gw.example", 3)))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("ClosedByInterruptException");
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }

      assertThat(store.sessions()).containsExactly(Samples.description(1, "gw.example", 3));
    }
  }

  @Test
  void givesUpWhenAnotherProcessKeepsTheLock() throws Exception {
    fill();
    Path lockFile = file.resolveSibling("phone.store.lock");
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
      channel.lock();

      assertThatThrownBy(
              () -> FileVault.open(file, keyFile, new SecureRandom(), Duration.ofMillis(20)))
          .hasMessage(
              "Another process holds the store " + file + ": end it, or name another store.")
          .extracting(e -> ((StoreException) e).reason())
          .isEqualTo(Reason.BUSY);
    }
  }

  private PhoneStore open() throws StoreException {
    return PhoneStore.inFile(file, keyFile, clock, 10, new SecureRandom());
  }

  private void fill() throws IOException {
    try (PhoneStore store = open()) {
      store.put(Samples.session(1, "gw.example", 3));
    }
  }
}
