package wtls.launcher.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import wtls.launcher.boot.WtlsProcess.Ended;

@Timeout(120)
class WtlsJarIT {
  @TempDir Path folder;

  @Test
  void showsHelpAndLeavesNothingBehind() throws Exception {
    Ended ended = WtlsProcess.run(folder, "help");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).startsWith("Usage: wtls [-h] COMMAND").contains("  gateway ");
    assertThat(ended.err()).isEmpty();
    assertThat(WtlsProcess.leftBehind(folder)).isEmpty();
  }

  @Test
  void badUsageEndsWith2() throws Exception {
    Ended ended = WtlsProcess.run(folder, "get", "--speed=9", "http://localhost/");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .isEqualTo("wtls get: Unknown option: '--speed=9'\nTry 'wtls get --help'.\n");
    assertThat(WtlsProcess.leftBehind(folder)).isEmpty();
  }
}
