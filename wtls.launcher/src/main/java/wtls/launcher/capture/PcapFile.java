package wtls.launcher.capture;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoField;
import wtls.api.trace.DatagramTap;

/**
 * A capture file in the classic pcap format, link type "raw IP", with microseconds. Each datagram
 * is in the file as soon as it has passed, so that a capture can be read while it grows. Safe for
 * use from any thread.
 */
public final class PcapFile implements DatagramTap, AutoCloseable {
  private static final int MAGIC = 0xa1b2c3d4;
  private static final int FILE_HEADER = 24;
  private static final int PACKET_HEADER = 16;
  private static final int SNAPSHOT_LENGTH = 262_144;
  private static final int LINKTYPE_RAW = 101;

  private final Path path;
  private final Clock clock;
  // Not a FileChannel: an interrupted thread would close it.
  private final OutputStream file;
  private boolean open = true;
  private long count;
  private IOException failure;

  private PcapFile(Path path, Clock clock, OutputStream file) {
    this.path = path;
    this.clock = clock;
    this.file = file;
  }

  /** Begins a capture; replaces a file that is there. */
  public static PcapFile create(Path path, Clock clock) throws IOException {
    OutputStream file = new FileOutputStream(path.toFile());
    PcapFile capture = new PcapFile(path, clock, file);
    try {
      file.write(fileHeader());
    } catch (IOException e) {
      file.close();
      throw e;
    }
    return capture;
  }

  private static byte[] fileHeader() {
    return ByteBuffer.allocate(FILE_HEADER)
        .order(ByteOrder.BIG_ENDIAN)
        .putInt(MAGIC)
        .putShort((short) 2)
        .putShort((short) 4)
        .putInt(0)
        .putInt(0)
        .putInt(SNAPSHOT_LENGTH)
        .putInt(LINKTYPE_RAW)
        .array();
  }

  /**
   * Writes the datagram. What goes wrong is told by {@link #close}; the traffic is not disturbed.
   */
  @Override
  public synchronized void passed(InetSocketAddress from, InetSocketAddress to, byte[] datagram) {
    if (failure != null || !open) {
      return;
    }
    try {
      file.write(record(clock.instant(), Packets.packet(from, to, datagram)));
      count++;
    } catch (IOException e) {
      failure = e;
    }
  }

  private static byte[] record(Instant time, byte[] packet) {
    int micros = time.get(ChronoField.MICRO_OF_SECOND);
    return ByteBuffer.allocate(PACKET_HEADER + packet.length)
        .order(ByteOrder.BIG_ENDIAN)
        .putInt((int) time.getEpochSecond())
        .putInt(micros)
        .putInt(packet.length)
        .putInt(packet.length)
        .put(packet)
        .array();
  }

  /** Where the capture is. */
  public Path path() {
    return path;
  }

  /** How many datagrams have been written. */
  public synchronized long count() {
    return count;
  }

  /**
   * Ends the capture.
   *
   * @throws IOException when not all of it could be written
   */
  @Override
  public synchronized void close() throws IOException {
    open = false;
    file.close();
    if (failure != null) {
      IOException first = failure;
      failure = null;
      throw new IOException(
          "The capture " + path + " ends after " + count + " datagrams: " + first.getMessage(),
          first);
    }
  }
}
