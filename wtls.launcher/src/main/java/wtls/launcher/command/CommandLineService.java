package wtls.launcher.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import wtls.launcher.service.Services;

/**
 * The command line as a service that shares only JDK types with its caller, outside the framework:
 * takes the arguments, gives the exit code. Runs on the caller's thread; an interrupt ends it.
 */
@Component(service = ToIntFunction.class, property = "wtls.command=line")
public final class CommandLineService implements ToIntFunction<String[]> {
  private final CommandDispatch dispatch;

  /** Called by Declarative Services. */
  @Activate
  public CommandLineService(
      @Reference Services services,
      @Reference(target = "(wtls.stream=out)") PrintStream out,
      @Reference(target = "(wtls.stream=err)") PrintStream err) {
    Map<String, String> environment = System.getenv();
    Terminal terminal = Terminal.of(out, err, environment);
    Path userHome = Path.of(System.getProperty("user.home"));
    dispatch = new CommandDispatch(new Surroundings(services, terminal, environment, userHome));
  }

  @Override
  public int applyAsInt(String[] arguments) {
    return dispatch.run(arguments);
  }
}
