package wtls.launcher.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import wtls.launcher.demo.Visit;
import wtls.launcher.ladder.Glyphs;
import wtls.launcher.ladder.LadderDrawing;
import wtls.launcher.ladder.Step;

/** What a demonstration has shown, in lines. */
final class RunReport {
  private RunReport() {}

  /** The messages of an engine's visits. */
  static List<String> ladder(List<Visit> visits, Glyphs glyphs) {
    List<Step> steps = new ArrayList<>();
    for (Visit visit : visits) {
      String engine = visit.negotiated().engine();
      String handshake = Descriptions.handshake(visit.negotiated());
      steps.add(new Step.Heading(engine + ": " + handshake));
      steps.addAll(visit.steps());
    }
    return new LadderDrawing(glyphs).draw(steps);
  }

  /** One engine's visits, side by side. */
  static List<String> details(List<Visit> visits) {
    Table table = new Table();
    row(table, "handshake", visits, visit -> Descriptions.handshake(visit.negotiated()));
    row(table, "key exchange", visits, visit -> Descriptions.keyExchange(visit.negotiated()));
    row(table, "cipher suite", visits, visit -> visit.negotiated().cipherSuite().toString());
    row(table, "session", visits, visit -> Descriptions.session(visit.negotiated()));
    row(table, "class", visits, visit -> Descriptions.wtlsClass(visit.level()));
    row(table, "master secret", visits, visit -> CardDescription.custody(visit.level()));
    row(table, "datagrams", visits, visit -> String.valueOf(visit.datagrams()));
    row(table, "octets", visits, visit -> String.valueOf(visit.octets()));
    row(table, "card commands", visits, visit -> String.valueOf(visit.commands()));
    row(table, "their octets", visits, visit -> String.valueOf(visit.commandOctets()));
    row(table, "handshake time", visits, visit -> Durations.text(visit.opening()));
    row(table, "page time", visits, visit -> Durations.text(visit.page().time()));
    row(table, "page", visits, Visit::path);
    row(table, "status", visits, visit -> String.valueOf(visit.page().status()));
    row(table, "content type", visits, visit -> visit.page().contentType());
    row(table, "page octets", visits, visit -> String.valueOf(visit.page().body().length));
    return table.lines();
  }

  private static void row(
      Table table, String name, List<Visit> visits, Function<Visit, String> value) {
    List<String> cells = new ArrayList<>(List.of(name));
    visits.forEach(visit -> cells.add(value.apply(visit)));
    table.row(cells.toArray(new String[0]));
  }

  /** The visits of all engines, one below the other. */
  static List<String> overview(List<Visit> visits) {
    Table table = Table.narrow();
    table.row(
        "engine",
        "handshake",
        "keys",
        "class",
        "secret",
        "card",
        "octets",
        "network",
        "opening",
        "page");
    for (Visit visit : visits) {
      table.row(
          visit.negotiated().engine(),
          Descriptions.handshake(visit.negotiated()),
          visit.negotiated().keyExchange().standardName(),
          String.valueOf(visit.level().authentication().wtlsClass()),
          CardDescription.custody(visit.level()),
          String.valueOf(visit.commands()),
          String.valueOf(visit.commandOctets()),
          String.valueOf(visit.octets()),
          Durations.text(visit.opening()),
          Durations.text(visit.page().time()));
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    lines.add("card: commands to it; octets: theirs, with responses; network: octets of datagrams");
    return lines;
  }
}
