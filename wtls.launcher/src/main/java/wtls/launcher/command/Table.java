package wtls.launcher.command;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns. */
final class Table {
  private static final String GAP = "   ";
  private static final String NARROW_GAP = "  ";

  private final String gap;
  private final List<List<String>> rows = new ArrayList<>();

  Table() {
    this(GAP);
  }

  private Table(String gap) {
    this.gap = gap;
  }

  /** A table with its columns close to each other. */
  static Table narrow() {
    return new Table(NARROW_GAP);
  }

  /** Adds a row; all rows have the same number of cells. */
  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** The lines, without blanks at their ends. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        line.append(column == 0 ? "" : gap).append(cell);
        line.append(" ".repeat(width(column) - cell.length()));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
