package wtls.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What {@code --pcap} writes of a run, as Wireshark's own dissector reads it. */
public class CaptureIT {
  /** A record in the clear by its message, or another record by its type. */
  private static final Pattern SHOWN =
      Pattern.compile(
          "(?m)^(Frame) \\d+:|^ {8}Handshake: (.*) \\(\\d+\\)$"
              + "|^ {8}\\.{4} \\d{4} = Record Type: (.*) \\(\\d\\)\\n.*\\n.*\\n {8}Record Ciphered$"
              + "|Record Type: (change_cipher_data)");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Before
  public void needsTshark() {
    boolean there =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tshark")));
    assumeTrue("tshark is not installed", there);
  }

  /** A run, captured and dissected; all ports are taken for WTLS. */
  private String dissected() throws Exception {
    Path folder = temporary.getRoot().toPath();
    String capture = folder.resolve("run.pcap").toString();
    try (WtlsJar run = WtlsJar.start(folder, "run", "--pcap=" + capture)) {
      run.awaitSuccess();
    }
    String port =
        WtlsJar.outputOf("tshark", "-r", capture, "-c", "1", "-T", "fields", "-e", "udp.dstport");
    return WtlsJar.outputOf(
        "tshark", "-r", capture, "-V", "-d", "udp.port==" + port.strip() + ",wtls");
  }

  private static List<String> messages(String dissected) {
    return SHOWN.matcher(dissected).results().map(CaptureIT::shown).toList();
  }

  private static String shown(MatchResult match) {
    for (int group = 1; group <= match.groupCount(); group++) {
      if (match.group(group) != null) {
        return match.group(group);
      }
    }
    throw new AssertionError(match.group());
  }

  @Test
  public void everyFrameIsWellFormedAndNamedRight() throws Exception {
    String dissected = dissected();

    assertThat(dissected)
        .doesNotContain("Malformed")
        .doesNotContain("Unknown")
        .doesNotContain("[Expert");
    assertThat(messages(dissected))
        .startsWith(
            "Frame",
            "Client Hello",
            "Frame",
            "Server Hello",
            "Certificate",
            "Server Hello Done",
            "Frame",
            "Client Key Exchange",
            "change_cipher_data",
            "handshake",
            "Frame",
            "change_cipher_data",
            "handshake",
            "Frame",
            "application_data",
            "Frame",
            "application_data")
        .containsSubsequence(
            "alert",
            "Frame",
            "Client Hello",
            "Frame",
            "Server Hello",
            "change_cipher_data",
            "handshake",
            "Frame",
            "change_cipher_data",
            "handshake",
            "application_data");
    assertThat(dissected)
        .contains("Suite: RSA (8)")
        .contains("Cipher Bulk: RC5 CBC (3)")
        .contains("Cipher MAC: SHA (3)")
        .contains("Sequence Mode: Explicit (2)")
        .contains("Refresh: 3")
        .contains("Signature Type: RSA_SHA (2)")
        .containsPattern("Name: WTLS CA; ; ; ; T=ca; SN=[0-9a-f]+")
        .contains("Name: WTLS Gateway; ; ; 127.0.0.1")
        .contains("RSA Modulus Size: 2048");
  }
}
