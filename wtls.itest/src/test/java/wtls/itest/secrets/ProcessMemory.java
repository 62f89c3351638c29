package wtls.itest.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All memory that a process can write, as Linux shows it: also stacks, buffers of sockets and what
 * the JVM itself keeps, which no dump of the heap has.
 */
final class ProcessMemory {
  private final Path process;

  private record Region(long start, long end) {}

  ProcessMemory(long pid) {
    process = Path.of("/proc", String.valueOf(pid));
  }

  /** Whether this system shows it to us. */
  boolean isReadable() {
    return Files.isReadable(process.resolve("mem"));
  }

  /** Where secrets are in it, once each. */
  List<SecretSearch.Hit> search(SecretSearch search) throws IOException {
    List<SecretSearch.Hit> hits = new ArrayList<>();
    try (RandomAccessFile memory = new RandomAccessFile(process.resolve("mem").toFile(), "r")) {
      for (Region region : regions()) {
        hits.addAll(search.in("memory", new RegionStream(memory, region)));
      }
    }
    return hits;
  }

  private List<Region> regions() throws IOException {
    List<Region> regions = new ArrayList<>();
    for (String line : Files.readAllLines(process.resolve("maps"))) {
      String[] words = line.split(" ");
      if (words[1].startsWith("rw")) {
        String[] ends = words[0].split("-");
        regions.add(
            new Region(Long.parseUnsignedLong(ends[0], 16), Long.parseUnsignedLong(ends[1], 16)));
      }
    }
    return regions;
  }

  private static final class RegionStream extends InputStream {
    private final RandomAccessFile memory;
    private final long end;
    private long at;

    RegionStream(RandomAccessFile memory, Region region) {
      this.memory = memory;
      this.at = region.start();
      this.end = region.end();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (at >= end) {
        return -1;
      }
      memory.seek(at);
      int read = memory.read(to, offset, (int) Math.min(length, end - at));
      at += Math.max(0, read);
      return read;
    }
  }
}
