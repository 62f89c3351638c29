package wtls.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assert.fail;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.Before;
import org.junit.Test;
import wtls.api.engine.EncodedCertificate;
import wtls.card.simulator.CardClass;
import wtls.card.simulator.vpcd.VpcdClient;
import wtls.itest.phone.ClientCard;
import wtls.protocol.certificate.CertificateFiles;
import wtls.protocol.codec.DecodeException;
import wtls.testkit.card.TestCard;
import wtls.testkit.pcsc.PcscStack;

/** Our card as OpenSC sees it, through a real PC/SC stack. */
public class PcscToolsIT {
  private static final long PATIENCE_SECONDS = 20;

  @Before
  public void requireStack() {
    Optional<String> missing = PcscStack.missing();
    if (missing.isPresent() && PcscStack.isRequired()) {
      fail(missing.get());
    }
    assumeTrue(missing.orElse(""), missing.isEmpty());
  }

  /** Uses the stack with a card in it. */
  private interface Use {
    void with(PcscStack stack) throws IOException;
  }

  private static void withCard(CardClass cardClass, Use use) throws IOException {
    try (PcscStack stack = PcscStack.start(2);
        TestCard card = ClientCard.make(cardClass, x509Root());
        VpcdClient inserted = stack.insert(0, card.card())) {
      assertThat(inserted).isNotNull();
      awaitCard(stack);
      use.with(stack);
    }
  }

  /** One certificate that OpenSC knows the format of. */
  private static List<EncodedCertificate> x509Root() throws IOException {
    Path resources = Path.of("..", "wtls.protocol", "src", "test", "resources", "x509");
    try {
      return CertificateFiles.decode(Files.readAllBytes(resources.resolve("rsa_root.pem")));
    } catch (DecodeException e) {
      throw new IOException(e);
    }
  }

  private static void awaitCard(PcscStack stack) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!stack.tool("opensc-tool", "--list-readers").contains("Yes")) {
      assertThat(System.nanoTime()).as("the card is there in time").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  @Test
  public void pkcs15ToolListsWhatIsOnTheCard() throws Exception {
    withCard(
        CardClass.CRYPTO,
        stack -> {
          String dump = stack.tool("pkcs15-tool", "--reader", "0", "--dump");

          assertThat(dump)
              .contains("PKCS#15 Card [WIM 1.0", "PIN [PIN-G")
              .contains("Private RSA Key", "ModLength      : 1024", "Private EC Key")
              .contains("X.509 Certificate [")
              .contains("2.23.43.1.2.1", "2.23.43.1.2.2");
        });
  }

  @Test
  public void openscToolSendsCommands() throws Exception {
    withCard(
        CardClass.STORAGE,
        stack -> {
          String answers =
              stack.tool(
                  "opensc-tool", "--reader", "0", "-s", "80:84:00:00:08", "-s", "90:10:00:00:00");

          assertThat(answers.split("SW1=0x90, SW2=0x00", -1)).hasSize(3);
        });
  }
}
