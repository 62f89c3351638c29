package wtls.itest.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks for many secrets at once, in every form that a program might have them: their octets, which
 * are also those of a {@code BigInteger}; as numbers in words of 32 and 64 bits with the lowest
 * first, as Bouncy Castle computes with them; in hex of either case. Of secrets longer than 16
 * octets any 16 together are found.
 */
final class SecretSearch {
  private static final int PART = 16;
  private static final int PREFIX = Long.BYTES;
  private static final int FILTER_BITS = 22;
  private static final int LONGEST = 2 * PART;
  private static final int BLOCK = 1 << 20;

  private record Form(Secret secret, String how, byte[] octets) {}

  private final Map<Long, List<Form>> byPrefix = new HashMap<>();
  private final long[] filter = new long[1 << (FILTER_BITS - 6)];

  /** What was found of one secret in one place. */
  record Hit(Secret secret, String how, String place, long offset) {
    @Override
    public String toString() {
      return secret + " (" + how + ") in " + place + " at " + offset;
    }
  }

  SecretSearch(Collection<Secret> secrets) {
    for (Secret secret : secrets) {
      if (secret.octets().length < PREFIX) {
        throw new IllegalArgumentException(secret + " is too short to be told from chance");
      }
      addParts(secret, "octets", secret.octets(), 1);
      if (secret.number()) {
        addParts(secret, "words of 32 bits", lowestFirst(secret.octets(), 4), 4);
        addParts(secret, "words of 64 bits", lowestFirst(secret.octets(), 8), 8);
      }
    }
  }

  private void addParts(Secret secret, String how, byte[] octets, int step) {
    int last = Math.max(0, octets.length - PART);
    for (int at = 0; at <= last; at += step) {
      byte[] part = Arrays.copyOfRange(octets, at, Math.min(octets.length, at + PART));
      add(new Form(secret, how, part));
      if (step == 1) {
        add(new Form(secret, "hex", ascii(HexFormat.of().formatHex(part))));
        add(new Form(secret, "HEX", ascii(HexFormat.of().withUpperCase().formatHex(part))));
      }
    }
  }

  private void add(Form form) {
    long prefix = ByteBuffer.wrap(form.octets()).getLong();
    byPrefix.computeIfAbsent(prefix, key -> new ArrayList<>(1)).add(form);
    int bit = bit(prefix);
    filter[bit >>> 6] |= 1L << bit;
  }

  private static int bit(long prefix) {
    return (int) (prefix * 0x9E3779B97F4A7C15L >>> (64 - FILTER_BITS));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] lowestFirst(byte[] octets, int word) {
    int size = (octets.length + word - 1) / word * word;
    byte[] padded = new byte[size];
    System.arraycopy(octets, 0, padded, size - octets.length, octets.length);
    byte[] turned = new byte[size];
    for (int at = 0; at < size; at += word) {
      System.arraycopy(padded, at, turned, size - word - at, word);
    }
    return turned;
  }

  /** Where secrets are in a file, once each. */
  List<Hit> in(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in(file.getFileName().toString(), in);
    }
  }

  /** Where secrets are in what is read, to its end, once each. */
  List<Hit> in(String place, InputStream in) throws IOException {
    Findings findings = new Findings(place);
    byte[] block = new byte[LONGEST + BLOCK];
    int kept = 0;
    long start = 0;
    for (int read = in.readNBytes(block, kept, BLOCK);
        read > 0;
        read = in.readNBytes(block, kept, BLOCK)) {
      int end = kept + read;
      search(block, end, start, findings);
      kept = Math.min(LONGEST, end);
      System.arraycopy(block, end - kept, block, 0, kept);
      start += end - kept;
    }
    return findings.hits();
  }

  /** Where secrets are in these octets, once each. */
  List<Hit> in(String place, byte[] octets) {
    Findings findings = new Findings(place);
    search(octets, octets.length, 0, findings);
    return findings.hits();
  }

  private void search(byte[] octets, int end, long start, Findings findings) {
    long last = 0;
    for (int i = 0; i < end; i++) {
      last = last << 8 | octets[i] & 0xFF;
      int bit = bit(last);
      if ((filter[bit >>> 6] & 1L << bit) != 0 && i >= PREFIX - 1) {
        compare(octets, end, i - PREFIX + 1, last, start, findings);
      }
    }
  }

  private void compare(byte[] octets, int end, int at, long prefix, long start, Findings findings) {
    for (Form form : byPrefix.getOrDefault(prefix, List.of())) {
      int to = at + form.octets().length;
      if (to <= end && Arrays.equals(octets, at, to, form.octets(), 0, form.octets().length)) {
        findings.add(form, start + at);
      }
    }
  }

  private static final class Findings {
    private final String place;
    private final Map<String, Hit> first = new TreeMap<>();

    Findings(String place) {
      this.place = place;
    }

    void add(Form form, long offset) {
      first.putIfAbsent(
          form.secret() + form.how(), new Hit(form.secret(), form.how(), place, offset));
    }

    List<Hit> hits() {
      return List.copyOf(first.values());
    }
  }

  /** The kinds of secrets among hits. */
  static Set<Secret.Kind> kinds(List<Hit> hits) {
    return hits.stream()
        .map(hit -> hit.secret().kind())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
