package wtls.launcher.ladder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Draws a ladder for a terminal of 100 columns: time and size on the left, then the posts of card,
 * phone, gateway and origin; the card's only where a step has to do with it. Text that does not fit
 * on its arrow begins in lines above it.
 */
public final class LadderDrawing {
  /** The longest line. */
  public static final int WIDTH = 100;

  private static final Posts WITHOUT_CARD = new Posts(-1, 19, 71, 96);
  private static final Posts WITH_CARD = new Posts(19, 43, 79, 97);

  /** What an arrow needs beside its text: a rung, its head, and a blank on either side. */
  private static final int ARROW = 4;

  /** The columns of the posts; {@code card} is negative when there is none. */
  private record Posts(int card, int phone, int gateway, int origin) {}

  private final Glyphs glyphs;

  /** Draws with these characters. */
  public LadderDrawing(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /** The lines of the drawing, none longer than {@link #WIDTH}. */
  public List<String> draw(List<Step> steps) {
    boolean card = steps.stream().anyMatch(Step.CardCommand.class::isInstance);
    Posts posts = card ? WITH_CARD : WITHOUT_CARD;
    List<String> lines = new ArrayList<>();
    lines.add(header(posts));
    for (Step step : steps) {
      draw(lines, posts, step);
    }
    lines.add(line(posts));
    return lines;
  }

  private void draw(List<String> lines, Posts posts, Step step) {
    if (step instanceof Step.Heading heading) {
      lines.add(line(posts));
      String text = clip("  " + heading.text(), posts.gateway - posts.phone - 1);
      lines.add(overlay(line(posts), posts.phone + 1, text));
    } else if (step instanceof Step.Datagram datagram) {
      List<String> texts = wrap(datagram.records(), posts.gateway - posts.phone - 1 - ARROW);
      Span span = new Span(posts.phone, posts.gateway, datagram.up());
      arrow(lines, posts, span, texts, measures(datagram.nanos(), datagram.octets()));
    } else if (step instanceof Step.OriginMessage message) {
      String text = clip(message.text(), posts.origin - posts.gateway - 1 - ARROW);
      Span span = new Span(posts.gateway, posts.origin, message.request());
      arrow(lines, posts, span, List.of(text), measures(message.nanos(), message.octets()));
    } else if (step instanceof Step.CardCommand command) {
      int width = posts.phone - posts.card - 1;
      String rung = glyphs.left() + " " + clip(command.name(), width - ARROW) + " ";
      String shaft = String.valueOf(glyphs.rung()).repeat(width - 1 - rung.length());
      String left = measures(command.nanos(), command.commandOctets() + command.responseOctets());
      lines.add(
          overlay(overlay(line(posts), posts.card + 1, rung + shaft + glyphs.right()), 0, left));
    }
  }

  /** Where an arrow begins and ends, and which way it points. */
  private record Span(int from, int to, boolean right) {}

  private void arrow(List<String> lines, Posts posts, Span span, List<String> texts, String left) {
    int last = texts.size() - 1;
    for (String text : texts.subList(0, last)) {
      int column = span.right ? span.from + 3 : span.to - 2 - text.length();
      lines.add(overlay(line(posts), column, text));
    }
    String rung = rung(span.to - span.from - 1, span.right, texts.get(last));
    lines.add(overlay(overlay(line(posts), span.from + 1, rung), 0, left));
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

  private static String header(Posts posts) {
    String line = overlay(" ".repeat(WIDTH), 0, String.format("%7s %7s", "ms", "octets"));
    if (posts.card >= 0) {
      line = overlay(line, posts.card - 1, "card");
    }
    line = overlay(line, posts.phone - 2, "phone");
    line = overlay(line, posts.gateway - 3, "gateway");
    return overlay(line, posts.origin - (posts.card >= 0 ? 3 : 2), "origin").stripTrailing();
  }

  private String line(Posts posts) {
    char[] line = new char[posts.origin + 1];
    Arrays.fill(line, ' ');
    if (posts.card >= 0) {
      line[posts.card] = glyphs.post();
    }
    line[posts.phone] = glyphs.post();
    line[posts.gateway] = glyphs.post();
    line[posts.origin] = glyphs.post();
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
