package wtls.gateway.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BiConsumer;
import wtls.gateway.files.OwnerOnly;

/**
 * The changes since the store was last written: each the whole new state of one session, so that
 * reading them twice does no harm. An entry that a crash cut short is the last one, and void.
 *
 * <pre>
 * length of the value(2)  session id(8)  value, empty for a session that is gone
 * </pre>
 */
final class Journal implements AutoCloseable {
  private static final int HEADER = 10;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(HEADER + SessionEncoding.MAX_SIZE);

  private Journal(FileChannel channel) {
    this.channel = channel;
  }

  /** Opens a journal, which is made if it is not there, readable by its owner only. */
  static Journal open(Path file) throws IOException {
    if (Files.notExists(file)) {
      OwnerOnly.create(file);
    }
    return new Journal(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** Hands one change to the operating system. */
  void append(long id, byte[] value) throws IOException {
    buffer.clear();
    buffer.putShort((short) value.length).putLong(id).put(value).flip();
    long start = channel.position();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      // Half an entry would void those after it.
      channel.truncate(start);
      throw e;
    }
  }

  /** Reads all changes in order, and stands at the end of the last whole one. */
  void replay(BiConsumer<Long, byte[]> change) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    channel.position(0);
    while (all.hasRemaining() && channel.read(all) >= 0) {}
    all.flip();
    int end = 0;
    while (all.remaining() >= HEADER) {
      int length = Short.toUnsignedInt(all.getShort());
      long id = all.getLong();
      if (length > all.remaining()) {
        break;
      }
      byte[] value = new byte[length];
      all.get(value);
      change.accept(id, value);
      end = all.position();
    }
    channel.truncate(end);
    channel.position(end);
  }

  long size() throws IOException {
    return channel.position();
  }

  /** Forgets all changes, which are now elsewhere. */
  void clear() throws IOException {
    channel.truncate(0);
    channel.position(0);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
