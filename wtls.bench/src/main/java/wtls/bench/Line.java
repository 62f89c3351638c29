package wtls.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One line of the table.
 *
 * @param floor what it is compared with; empty for sizes
 * @param ratio empty for sizes
 */
record Line(String what, String measured, String floor, String ratio, String target, boolean met) {
  private static final String GAP = "   ";
  private static final List<String> HEADER =
      List.of("what", "measured", "floor", "ratio", "target", "met");

  /** A speed as a share of its floor's. */
  static Line speed(String what, double measured, double floor, int targetPercent) {
    double percent = 100 * measured / floor;
    return new Line(
        what,
        text("%,.0f/s", measured),
        text("%,.0f/s", floor),
        text("%.1f %%", percent),
        text("%d %%", targetPercent),
        percent >= targetPercent);
  }

  /** A size and the most that it should be. */
  static Line size(String what, double octets, int most) {
    return new Line(
        what, text("%,.0f octets", octets), "", "", text("%,d octets", most), octets <= most);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Prints the table in aligned columns. */
  static void print(List<Line> lines, PrintStream out) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADER));
    lines.forEach(line -> rows.add(line.cells()));
    int[] widths =
        IntStream.range(0, HEADER.size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    for (List<String> row : rows) {
      out.println(
          IntStream.range(0, widths.length)
              .mapToObj(column -> aligned(row.get(column), widths[column], column))
              .collect(Collectors.joining(GAP))
              .stripTrailing());
    }
  }

  private List<String> cells() {
    return List.of(what, measured, floor, ratio, target, met ? "yes" : "no");
  }

  /** Numbers end below each other; the first and the last column are words. */
  private static String aligned(String cell, int width, int column) {
    String blanks = " ".repeat(width - cell.length());
    boolean words = column == 0 || column == HEADER.size() - 1;
    return words ? cell + blanks : blanks + cell;
  }
}
