package wtls.launcher.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import wtls.api.client.WtlsException;
import wtls.api.engine.Embodiment;
import wtls.launcher.demo.Demo;
import wtls.launcher.demo.DemoException;
import wtls.launcher.demo.Visit;
import wtls.launcher.home.Home;
import wtls.launcher.ladder.Glyphs;
import wtls.launcher.service.ServiceException;
import wtls.launcher.service.Services.Side;

/** Shows sessions from phone to origin. */
@Command(
    name = "run",
    description = {
      "Show secure sessions: a phone fetches a page through a gateway, closes the connection, resumes"
          + " the session and fetches another; with each engine in turn, those over cards with a"
          + " simulated card that is made for it and destroyed afterwards.",
      "",
      "All of it runs in this process, but every datagram crosses a real UDP socket on the loopback"
          + " interface. What passed is drawn as a message ladder; [brackets] mark sealed records."
          + " Both sides authenticate: class 3."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  wtls run",
      "  wtls run --engine card-full",
      "  wtls run --ladders --pcap run.pcap"
    })
final class RunCommand implements Callable<Integer> {
  /** Whom the phone's own certificates name. */
  private static final String CLIENT = "demo";

  private final Surroundings surroundings;
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "Only with this engine: phone, card-storage, card-crypto or card-full (default: all).")
  private String engine;

  @Option(
      names = "--ladders",
      description = "Draw the ladders of all engines (default: that of card-crypto).")
  private boolean ladders;

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
    List<Embodiment> embodiments = embodiments();
    Home home = common.home(surroundings);
    try (Capture capture = Capture.of(pcap, Side.GATEWAY, surroundings);
        Demo demo = start(home)) {
      return show(demo, home, embodiments);
    } catch (WtlsException e) {
      throw CommandFailure.of(e);
    } catch (DemoException e) {
      throw new CommandFailure(ExitCode.CARD, e.getMessage(), e);
    }
  }

  private List<Embodiment> embodiments() {
    if (engine == null) {
      return List.of(Embodiment.values());
    }
    Optional<Embodiment> one =
        engine.equals(CardEngineChoice.PHONE)
            ? Optional.of(Embodiment.PHONE)
            : CardEngineChoice.of(engine);
    return List.of(
        one.orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--engine: there is no engine "
                        + engine
                        + "; give phone, card-storage, card-crypto or card-full.")));
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

  private int show(Demo demo, Home home, List<Embodiment> embodiments)
      throws CommandFailure, DemoException, ServiceException, WtlsException, InterruptedException {
    PrintStream out = terminal.out();
    out.printf("gateway on UDP %s, origin at %s%n%n", HostPort.of(demo.gateway()), demo.origin());
    boolean only = embodiments.size() == 1;
    List<Visit> all = new ArrayList<>();
    for (Embodiment embodiment : embodiments) {
      List<Visit> visits = fetch(demo, home, embodiment);
      if (only || ladders || embodiment == Embodiment.CRYPTO) {
        RunReport.ladder(visits, glyphs()).forEach(out::println);
        out.println();
      }
      all.addAll(visits);
    }
    (only ? RunReport.details(all) : RunReport.overview(all)).forEach(out::println);
    boolean fetched = all.stream().allMatch(visit -> visit.page().successful());
    return (fetched ? ExitCode.OK : ExitCode.ORIGIN_ERROR).number();
  }

  private Glyphs glyphs() {
    return terminal.unicode() && !ascii ? Glyphs.UNICODE : Glyphs.ASCII;
  }

  @SuppressWarnings("try") // what is held open need not be spoken to
  private List<Visit> fetch(Demo demo, Home home, Embodiment embodiment)
      throws CommandFailure, DemoException, ServiceException, WtlsException, InterruptedException {
    String what = "fetching two pages with " + CardEngineChoice.name(embodiment);
    try (Progress progress = Progress.of(terminal, what)) {
      return embodiment == Embodiment.PHONE
          ? demo.withPhone(ClientIdentities.of(CLIENT, home))
          : demo.withCard(embodiment);
    }
  }
}
