package wtls.launcher.ladder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Draws a ladder for a terminal of 100 columns: time and size on the left, then the posts of phone,
 * gateway and origin. Text that does not fit on its arrow begins in lines above it.
 */
public final class LadderDrawing {
  /** The longest line. */
  public static final int WIDTH = 100;

  private static final int PHONE = 19;
  private static final int GATEWAY = 71;
  private static final int ORIGIN = 96;

  /** What an arrow needs beside its text: a rung, its head, and a blank on either side. */
  private static final int ARROW = 4;

  private final Glyphs glyphs;

  /** Draws with these characters. */
  public LadderDrawing(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /** The lines of the drawing, none longer than {@link #WIDTH}. */
  public List<String> draw(List<Step> steps) {
    List<String> lines = new ArrayList<>();
    lines.add(header());
    for (Step step : steps) {
      if (step instanceof Step.Heading heading) {
        lines.add(posts());
        lines.add(
            overlay(posts(), PHONE + 2, clip(" " + heading.text() + " ", GATEWAY - PHONE - 3)));
      } else if (step instanceof Step.Datagram datagram) {
        arrow(lines, datagram);
      } else if (step instanceof Step.OriginMessage message) {
        arrow(lines, message);
      }
    }
    lines.add(posts());
    return lines;
  }

  private void arrow(List<String> lines, Step.Datagram datagram) {
    List<String> texts = wrap(datagram.records(), GATEWAY - PHONE - 1 - ARROW);
    String left = measures(datagram.nanos(), datagram.octets());
    arrow(lines, PHONE, GATEWAY, datagram.up(), texts, left);
  }

  private void arrow(List<String> lines, Step.OriginMessage message) {
    String text = clip(message.text(), ORIGIN - GATEWAY - 1 - ARROW);
    String left = measures(message.nanos(), message.octets());
    arrow(lines, GATEWAY, ORIGIN, message.request(), List.of(text), left);
  }

  private void arrow(
      List<String> lines, int from, int to, boolean right, List<String> texts, String left) {
    int last = texts.size() - 1;
    for (String text : texts.subList(0, last)) {
      lines.add(overlay(posts(), right ? from + 3 : to - 2 - text.length(), text));
    }
    String rung = rung(to - from - 1, right, texts.get(last));
    lines.add(overlay(overlay(posts(), from + 1, rung), 0, left));
  }

  /** An arrow of {@code width} characters with its text near its tail. */
  private String rung(int width, boolean right, String text) {
    String label = text.isEmpty() ? "" : " " + text + " ";
    String tail = String.valueOf(glyphs.rung());
    String shaft = tail.repeat(Math.max(0, width - label.length() - 2));
    return right ? tail + label + shaft + glyphs.right() : glyphs.left() + shaft + label + tail;
  }

  private static String measures(long nanos, int octets) {
    return String.format(Locale.ROOT, "%7.1f %7d", nanos / 1e6, octets);
  }

  private static String header() {
    String line = overlay(" ".repeat(WIDTH), 0, String.format("%7s %7s", "ms", "octets"));
    line = overlay(line, PHONE - 2, "phone");
    line = overlay(line, GATEWAY - 3, "gateway");
    return overlay(line, ORIGIN - 2, "origin").stripTrailing();
  }

  private String posts() {
    char[] line = new char[ORIGIN + 1];
    Arrays.fill(line, ' ');
    line[PHONE] = glyphs.post();
    line[GATEWAY] = glyphs.post();
    line[ORIGIN] = glyphs.post();
    return new String(line);
  }

  /** The names joined by commas, in lines of at most {@code width}. */
  private static List<String> wrap(List<String> names, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      String name = clip(names.get(i), width - 1) + (i < names.size() - 1 ? "," : "");
      if (!line.isEmpty() && line.length() + 1 + name.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(name);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String clip(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 2) + "..";
  }

  private static String overlay(String line, int column, String text) {
    String padded = line.length() >= column ? line : line + " ".repeat(column - line.length());
    int end = Math.min(padded.length(), column + text.length());
    return padded.substring(0, column) + text + padded.substring(end);
  }
}
