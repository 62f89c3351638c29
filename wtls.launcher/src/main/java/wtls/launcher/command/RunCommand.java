package wtls.launcher.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import wtls.api.client.WtlsException;
import wtls.launcher.demo.Demo;
import wtls.launcher.demo.Visit;
import wtls.launcher.home.Home;
import wtls.launcher.ladder.Glyphs;
import wtls.launcher.ladder.LadderDrawing;
import wtls.launcher.ladder.Step;
import wtls.launcher.service.ServiceException;
import wtls.launcher.service.Services.Side;

/** Shows a session from phone to origin. */
@Command(
    name = "run",
    description = {
      "Show a secure session: a phone fetches a page through a gateway, closes the connection,"
          + " resumes the session and fetches another.",
      "",
      "All of it runs in this process, but every datagram crosses a real UDP socket on the loopback"
          + " interface. What passed is drawn as a message ladder; [brackets] mark sealed records."
    },
    sortOptions = false,
    footer = {"", "Examples:", "  wtls run", "  wtls run --pcap run.pcap"})
final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Terminal terminal;

  @Option(names = "--ascii", description = "Draw with ASCII characters only.")
  private boolean ascii;

  @Option(
      names = "--pcap",
      paramLabel = "FILE",
      description =
          "Write the datagrams to a file for Wireshark. The gateway's PORT is any that is free; say:"
              + " tshark -d udp.port==PORT,wtls -r FILE")
  private Path pcap;

  @Mixin private CommonOptions common;

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = surroundings.terminal();
  }

  @SuppressWarnings("try") // what is held open need not be spoken to
  @Override
  public Integer call() throws CommandFailure, ServiceException, InterruptedException {
    Home home = common.home(surroundings);
    try (Capture capture = Capture.of(pcap, Side.GATEWAY, surroundings);
        Demo demo = start(home)) {
      return show(demo);
    } catch (WtlsException e) {
      throw CommandFailure.of(e);
    }
  }

  @SuppressWarnings("try") // what is held open need not be spoken to
  private Demo start(Home home) throws CommandFailure, ServiceException, InterruptedException {
    try (Progress progress = Progress.of(terminal, "starting gateway and origin")) {
      return Demo.start(surroundings.services(), home.folder());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT,
          "The origin cannot listen on the loopback interface: " + e.getMessage(),
          e);
    }
  }

  private int show(Demo demo) throws ServiceException, WtlsException, InterruptedException {
    List<Visit> visits = fetch(demo);
    PrintStream out = terminal.out();
    out.printf("gateway on UDP %s, origin at %s%n%n", HostPort.of(demo.gateway()), demo.origin());
    ladder(visits).forEach(out::println);
    out.println();
    table(visits).lines().forEach(out::println);
    boolean fetched = visits.stream().allMatch(visit -> visit.page().successful());
    return (fetched ? ExitCode.OK : ExitCode.ORIGIN_ERROR).number();
  }

  @SuppressWarnings("try") // what is held open need not be spoken to
  private List<Visit> fetch(Demo demo)
      throws ServiceException, WtlsException, InterruptedException {
    try (Progress progress = Progress.of(terminal, "fetching two pages")) {
      return demo.run();
    }
  }

  private List<String> ladder(List<Visit> visits) {
    boolean unicode = terminal.unicode() && !ascii;
    List<Step> steps = new ArrayList<>();
    for (Visit visit : visits) {
      steps.add(new Step.Heading(Descriptions.handshake(visit.negotiated()) + " handshake"));
      steps.addAll(visit.steps());
    }
    return new LadderDrawing(unicode ? Glyphs.UNICODE : Glyphs.ASCII).draw(steps);
  }

  private static Table table(List<Visit> visits) {
    Table table = new Table();
    row(table, "handshake", visits, visit -> Descriptions.handshake(visit.negotiated()));
    row(table, "key exchange", visits, visit -> Descriptions.keyExchange(visit.negotiated()));
    row(table, "cipher suite", visits, visit -> visit.negotiated().cipherSuite().toString());
    row(table, "session", visits, visit -> Descriptions.session(visit.negotiated()));
    row(table, "class", visits, visit -> Descriptions.wtlsClass(visit.level()));
    row(table, "datagrams", visits, visit -> String.valueOf(visit.datagrams()));
    row(table, "octets", visits, visit -> String.valueOf(visit.octets()));
    row(table, "handshake time", visits, visit -> Durations.text(visit.opening()));
    row(table, "page time", visits, visit -> Durations.text(visit.page().time()));
    row(table, "page", visits, Visit::path);
    row(table, "status", visits, visit -> String.valueOf(visit.page().status()));
    row(table, "content type", visits, visit -> visit.page().contentType());
    row(table, "page octets", visits, visit -> String.valueOf(visit.page().body().length));
    return table;
  }

  private static void row(
      Table table, String name, List<Visit> visits, Function<Visit, String> value) {
    List<String> cells = new ArrayList<>(List.of(name));
    visits.forEach(visit -> cells.add(value.apply(visit)));
    table.row(cells.toArray(new String[0]));
  }
}
