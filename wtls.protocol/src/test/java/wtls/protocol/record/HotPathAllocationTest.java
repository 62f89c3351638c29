package wtls.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What each datagram received or sent takes from the heap, apart from protection. */
class HotPathAllocationTest {
  private static final int ROUNDS = 20_000;

  /** A view of 48 octets, its list, the answer and a reader. */
  private static final long SPLIT_LIMIT = 128;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void splittingAllocatesOnlyTheViews() {
    byte[] datagram = HexFormat.of().parseHex("e40013001257544c53207265636f72642073616d706c65");
    assertThat(Datagrams.split(datagram, datagram.length).problem()).isEmpty();

    assertThat(perRound(() -> Datagrams.split(datagram, datagram.length)))
        .isLessThanOrEqualTo(SPLIT_LIMIT);
  }

  @Test
  void headersAndReplayWindowAllocateNothing() {
    byte[] out = new byte[8];
    ReplayWindow window = new ReplayWindow();
    int[] sequence = {0};

    assertThat(
            perRound(
                () -> {
                  RecordHeader.write(out, 0, 0xE4, sequence[0], 3);
                  if (window.isFresh(sequence[0])) {
                    window.accept(sequence[0]);
                  }
                  sequence[0] = sequence[0] + 1 & 0xFFFF;
                }))
        .isZero();
  }

  private long perRound(Runnable step) {
    for (int i = 0; i < ROUNDS; i++) {
      step.run();
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      step.run();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
  }
}
