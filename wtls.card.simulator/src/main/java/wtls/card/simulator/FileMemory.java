package wtls.card.simulator;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import wtls.api.card.CardException;

/**
 * A card's octets in its file. Each is written where it belongs at once and in the card's order, so
 * that the file is always a state which the card went through: a process that dies is to the card a
 * cut of power at some write, which its journal is made for. Writes are forced to the disk where
 * the card asks for it, before an answer leaves it.
 */
final class FileMemory implements CardMemory {
  // Not a FileChannel: that one closes when its thread is interrupted.
  private final RandomAccessFile file;
  private final Lock lock;
  private final boolean sync;
  private boolean dirty;

  private FileMemory(RandomAccessFile file, Lock lock, boolean sync) {
    this.file = file;
    this.lock = lock;
    this.sync = sync;
  }

  /**
   * Takes a card's memory for this reader alone.
   *
   * @param size the octets it must have
   * @throws CardException {@link CardException.Reason#BUSY} while another one has it
   */
  static FileMemory open(CardFolder card, int size, boolean sync) throws CardException {
    Lock lock = Lock.take(card);
    try {
      RandomAccessFile file = new RandomAccessFile(card.memory().toFile(), "rw");
      if (file.length() != size) {
        long length = file.length();
        file.close();
        throw new IOException("it has " + length + " octets, not " + size);
      }
      return new FileMemory(file, lock, sync);
    } catch (IOException e) {
      lock.release();
      throw new CardException(
          CardException.Reason.MUTE,
          "The memory of the card " + card.name() + " cannot be used: " + e.getMessage(),
          e);
    }
  }

  @Override
  public byte[] read() throws IOException {
    byte[] octets = new byte[(int) file.length()];
    file.seek(0);
    file.readFully(octets);
    return octets;
  }

  @Override
  public void write(int at, byte value) throws IOException {
    file.seek(at);
    file.write(value);
    dirty = true;
  }

  @Override
  public void flush() throws IOException {
    if (dirty && sync) {
      file.getChannel().force(false);
    }
    dirty = false;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // Nothing is buffered here: all writes are with the system.
    } finally {
      lock.release();
    }
  }

  /** One card, one phone. */
  private record Lock(String key, FileChannel channel) {

    static Lock take(CardFolder card) throws CardException {
      FileChannel channel = null;
      String key = null;
      try {
        key = "wtls.card.simulator.powered:" + card.lock().toRealPath();
        // Locks of files belong to the process, and closing any channel to the file ends them. So
        // the process needs a list of its own; two frameworks in it share nothing else.
        if (System.getProperties().putIfAbsent(key, "") != null) {
          key = null;
          throw inAnotherPhone(card, null);
        }
        channel = FileChannel.open(path(card), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
          throw inAnotherPhone(card, null);
        }
        Lock taken = new Lock(key, channel);
        key = null;
        channel = null;
        return taken;
      } catch (OverlappingFileLockException e) {
        throw inAnotherPhone(card, e);
      } catch (IOException e) {
        throw new CardException(
            CardException.Reason.MUTE, "The card " + card.name() + " cannot be locked: " + e, e);
      } finally {
        release(key, channel);
      }
    }

    private static Path path(CardFolder card) {
      return card.lock();
    }

    void release() {
      release(key, channel);
    }

    private static void release(String key, FileChannel channel) {
      try {
        if (channel != null) {
          channel.close();
        }
      } catch (IOException e) {
        // The lock goes with the process at the latest.
      } finally {
        if (key != null) {
          System.getProperties().remove(key);
        }
      }
    }

    private static CardException inAnotherPhone(CardFolder card, Exception cause) {
      return new CardException(
          CardException.Reason.BUSY,
          "The card " + card.name() + " is in another phone: pull it there first.",
          cause);
    }
  }
}
