package wtls.launcher.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import wtls.launcher.capture.PcapFile;
import wtls.launcher.service.Services;
import wtls.launcher.service.Services.Side;
import wtls.launcher.service.Services.Watch;

/** A capture for as long as a command runs, if the person asked for one. */
final class Capture implements AutoCloseable {
  private final PcapFile file;
  private final Watch watch;
  private final Terminal terminal;

  private Capture(PcapFile file, Watch watch, Terminal terminal) {
    this.file = file;
    this.watch = watch;
    this.terminal = terminal;
  }

  /** Begins a capture of one side's datagrams; {@code path} is null for none. */
  static Capture of(Path path, Side side, Surroundings surroundings) throws CommandFailure {
    if (path == null) {
      return new Capture(null, null, surroundings.terminal());
    }
    Services services = surroundings.services();
    try {
      PcapFile file = PcapFile.create(path, Clock.systemUTC());
      return new Capture(file, services.watch(side, file), surroundings.terminal());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT,
          "The capture " + path + " cannot be written (" + e.getMessage() + "); name another file.",
          e);
    }
  }

  @Override
  public void close() throws CommandFailure {
    if (file == null) {
      return;
    }
    watch.close();
    try {
      file.close();
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.ENVIRONMENT, e.getMessage(), e);
    }
    terminal.say("captured " + file.count() + " datagrams in " + file.path());
  }
}
