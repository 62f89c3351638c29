package wtls.bench;

/**
 * How long to measure.
 *
 * @param rounds fresh processes for each benchmark
 * @param warmUpMillis before anything counts: what the just-in-time compiler needs for a record;
 *     for handshakes it is multiplied
 * @param measureMillis of one iteration
 * @param iterations that count, in each process
 * @param connections that are opened to see how large one is
 * @param sessions that are stored to see how large one is
 */
record Effort(
    int rounds,
    int warmUpMillis,
    int measureMillis,
    int iterations,
    int connections,
    int sessions) {
  static final Effort FULL = new Effort(2, 1_000, 500, 3, 5_000, 100_000);
  static final Effort QUICK = new Effort(1, 300, 300, 1, 1_000, 20_000);
}
