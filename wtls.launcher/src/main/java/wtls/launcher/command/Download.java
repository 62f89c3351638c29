package wtls.launcher.command;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import wtls.api.client.ConnectRequest;
import wtls.api.client.Negotiated;
import wtls.api.client.Negotiated.Handshake;
import wtls.api.client.SecureConnection;
import wtls.api.client.WtlsClient;
import wtls.api.client.WtlsException;
import wtls.launcher.page.Page;
import wtls.launcher.page.PageFetch;

/**
 * One page, fetched once or often over one connection. Bodies go to standard output, what happens
 * is said on standard error.
 *
 * @param terminal where to write
 * @param request the connection to make
 * @param gateway the gateway as the person named it
 * @param target the page
 * @param count how often to fetch it, at least once
 */
record Download(
    Terminal terminal, ConnectRequest request, HostPort gateway, URI target, int count) {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
  private static final int TRIES = 4;

  /** Connects and fetches; blocks until all is there. */
  ExitCode run(WtlsClient client) throws WtlsException, InterruptedException {
    try (Progress progress = Progress.of(terminal, "connecting to " + gateway)) {
      long start = System.nanoTime();
      try (SecureConnection connection = client.connect(request)) {
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        progress.now("fetching " + target);
        describe(connection, time);
        return fetch(connection, progress);
      }
    }
  }

  private void describe(SecureConnection connection, Duration time) {
    Negotiated negotiated = connection.negotiated();
    if (request.resume() && negotiated.handshake() != Handshake.ABBREVIATED) {
      terminal.say("no stored session could be resumed");
    }
    String what = Descriptions.of(connection) + ", " + Durations.text(time);
    terminal.say("connected to " + gateway + ": " + what);
    if (!negotiated.serverName().isEmpty()) {
      String issuer = negotiated.issuerName();
      String says = issuer.isEmpty() ? "" : ", says \"" + issuer + "\"";
      terminal.say("the gateway is \"" + negotiated.serverName() + "\"" + says);
    }
  }

  private ExitCode fetch(SecureConnection connection, Progress progress)
      throws WtlsException, InterruptedException {
    PageFetch pages = new PageFetch(connection, System::nanoTime, ASK_AGAIN, TRIES);
    List<Duration> times = new ArrayList<>();
    boolean successful = true;
    for (int i = 0; i < count; i++) {
      Page page = pages.get(target);
      progress.now("fetching page " + (i + 2) + " of " + count);
      terminal.out().write(page.body(), 0, page.body().length);
      successful &= page.successful();
      times.add(page.time());
      if (i == 0 || !page.successful()) {
        terminal.say(Descriptions.of(page));
      }
    }
    if (count > 1) {
      summarise(times);
    }
    return successful ? ExitCode.OK : ExitCode.ORIGIN_ERROR;
  }

  private void summarise(List<Duration> times) {
    Collections.sort(times);
    terminal.say(
        count
            + " pages: the fastest in "
            + Durations.text(times.get(0))
            + ", half of them within "
            + Durations.text(times.get(count / 2))
            + ", the slowest in "
            + Durations.text(times.get(count - 1)));
  }
}
