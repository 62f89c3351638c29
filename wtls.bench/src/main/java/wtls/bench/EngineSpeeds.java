package wtls.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What one engine reaches, each a second: a row of the table of engines.
 *
 * @param rsa full handshakes with the gateway's RSA key
 * @param ecdh full handshakes with its ECDH key
 * @param abbreviated handshakes
 * @param records of 512 octets sealed, and as many opened
 */
record EngineSpeeds(
    EngineKind engine, double rsa, double ecdh, double abbreviated, double records) {
  /** The phone's code is compiled for ten seconds; a card's is a loop of its own. */
  private static final int PHONE = 12;

  private static final int CARD = 4;

  private static final String HEADER =
      "engine           full, RSA-1024   full, ECDH curve 7   abbreviated   512 octets and back%n";
  private static final String ROW = "%-12s   %,14.0f/s   %,16.0f/s   %,9.0f/s   %,17.0f/s%n";

  /** Measures all engines, each method in a process of its own. Takes minutes. */
  static List<EngineSpeeds> measure(Effort effort) throws RunnerException {
    List<EngineSpeeds> all = new ArrayList<>();
    for (EngineKind engine : EngineKind.values()) {
      System.err.printf("engine %s%n", engine.title());
      all.add(
          new EngineSpeeds(
              engine,
              handshake(engine, "full", ServerKeyKind.RSA_1024, effort),
              handshake(engine, "full", ServerKeyKind.ECDH_SECP160R1, effort),
              handshake(engine, "abbreviated", ServerKeyKind.RSA_1024, effort),
              JmhRun.score(
                  EngineTransferBenchmark.class,
                  "sealAndOpen",
                  Map.of("engine", engine.name()),
                  CARD,
                  effort)));
    }
    return all;
  }

  private static double handshake(
      EngineKind engine, String method, ServerKeyKind key, Effort effort) throws RunnerException {
    return JmhRun.score(
        EngineHandshakeBenchmark.class,
        method,
        Map.of("engine", engine.name(), "key", key.name()),
        engine == EngineKind.PHONE ? PHONE : CARD,
        effort);
  }

  /** Prints the table. */
  static void print(List<EngineSpeeds> all, PrintStream out) {
    out.printf(Locale.ROOT, HEADER);
    for (EngineSpeeds one : all) {
      out.printf(
          Locale.ROOT, ROW, one.engine.title(), one.rsa, one.ecdh, one.abbreviated, one.records);
    }
  }
}
