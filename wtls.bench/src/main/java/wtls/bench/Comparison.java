package wtls.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A benchmark and the one that it is measured against.
 *
 * @param benchmark the class of both
 * @param method of the benchmark
 * @param floor the method that it is compared with
 * @param parameters values for the parameters of both
 * @param target percent of the floor that should be reached
 */
record Comparison(
    String what,
    Class<?> benchmark,
    String method,
    String floor,
    Map<String, String> parameters,
    int target) {

  /** A handshake runs much more code, so seldom that its compilation goes on for ten seconds. */
  private static final int HANDSHAKE = 12;

  /** The key operations, which are few loops but slow. */
  private static final int HANDSHAKE_FLOOR = 4;

  /** By how much longer the method has to be warmed up than a record. */
  int methodWeight() {
    return isOfRecords() ? 1 : HANDSHAKE;
  }

  /** By how much longer the floor has to be warmed up than a record. */
  int floorWeight() {
    return isOfRecords() ? 1 : HANDSHAKE_FLOOR;
  }

  private boolean isOfRecords() {
    return benchmark == RecordBenchmark.class;
  }

  /** All that the table shows, in its order. */
  static List<Comparison> all() {
    List<Comparison> all = new ArrayList<>();
    all.add(full("full handshake, RSA-1024", ServerKeyKind.RSA_1024));
    all.add(full("full handshake, RSA-2048", ServerKeyKind.RSA_2048));
    all.add(full("full handshake, ECDH_ECDSA curve 7", ServerKeyKind.ECDH_SECP160R1));
    all.add(first("the same, certificate not met before", ServerKeyKind.ECDH_SECP160R1));
    all.add(
        new Comparison(
            "abbreviated handshake",
            AbbreviatedHandshakeBenchmark.class,
            "handshake",
            "floor",
            Map.of(),
            50));
    for (String[] cipher :
        new String[][] {{"RC5", "RC5_CBC"}, {"3DES", "TRIPLE_DES_CBC_EDE"}, {"IDEA", "IDEA_CBC"}}) {
      for (int length : new int[] {64, 512, 1400}) {
        all.add(
            new Comparison(
                "seal and open, " + cipher[0] + "/SHA, " + length + " octets",
                RecordBenchmark.class,
                "sealAndOpen",
                "floor",
                Map.of("bulk", cipher[1], "length", Integer.toString(length)),
                85));
      }
    }
    return all;
  }

  private static Comparison full(String what, ServerKeyKind key) {
    return full(what, key, "handshake", "floor");
  }

  private static Comparison first(String what, ServerKeyKind key) {
    return full(what, key, "firstHandshake", "floorWithCertificate");
  }

  private static Comparison full(String what, ServerKeyKind key, String method, String floor) {
    Map<String, String> parameters = Map.of("key", key.name());
    return new Comparison(what, FullHandshakeBenchmark.class, method, floor, parameters, 70);
  }
}
