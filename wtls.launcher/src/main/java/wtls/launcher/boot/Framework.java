package wtls.launcher.boot;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.ToIntFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.util.tracker.ServiceTracker;

/** A running Felix with the bundles started. Its cache is a temporary folder that goes with it. */
final class Framework implements AutoCloseable {
  private static final String COMMAND_LINE =
      "(&(objectClass=" + ToIntFunction.class.getName() + ")(wtls.command=line))";

  /** Started before all others, so that what these have to say reaches the log. */
  private static final String LOGGING = "org.ops4j.pax.logging.pax-logging-api";

  private static final long STOP_MILLIS = 10_000;

  private final org.osgi.framework.launch.Framework felix;
  private final TemporaryFolder cache;

  private Framework(org.osgi.framework.launch.Framework felix, TemporaryFolder cache) {
    this.felix = felix;
    this.cache = cache;
  }

  /**
   * Boots. The streams become services of type {@link PrintStream} with the property {@code
   * wtls.stream}, {@code out} or {@code err}, for the command line.
   */
  static Framework start(BundleArchive bundles, PrintStream out, PrintStream err, boolean verbose)
      throws IOException, BundleException {
    TemporaryFolder cache = TemporaryFolder.create("wtls-");
    FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
    Framework framework =
        new Framework(factory.newFramework(settings(cache.path(), verbose)), cache);
    try {
      framework.felix.start();
      framework.registerStream(out, "out");
      framework.registerStream(err, "err");
      framework.startAll(framework.install(bundles));
      return framework;
    } catch (IOException | BundleException | RuntimeException e) {
      framework.close();
      throw e;
    }
  }

  private static Map<String, String> settings(Path cache, boolean verbose) {
    Map<String, String> settings = new HashMap<>();
    settings.put(Constants.FRAMEWORK_STORAGE, cache.toString());
    settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    settings.put("felix.shutdown.hook", "false");
    settings.put("felix.cache.locking", "false");
    settings.put("felix.log.level", verbose ? "2" : "1");
    // Commands say themselves why a component did not start; SCR would print a stack trace.
    settings.put("ds.loglevel", verbose ? "info" : "0");
    settings.put("org.ops4j.pax.logging.DefaultServiceLog.level", verbose ? "DEBUG" : "WARN");
    return settings;
  }

  private List<Bundle> install(BundleArchive bundles) throws IOException, BundleException {
    BundleContext context = felix.getBundleContext();
    List<Bundle> installed = new ArrayList<>();
    bundles.forEach((name, content) -> installed.add(context.installBundle(name, content)));
    return installed;
  }

  private void startAll(List<Bundle> bundles) throws BundleException {
    // In one go: much faster than bundle by bundle. Starting tells what could not be resolved.
    felix.adapt(FrameworkWiring.class).resolveBundles(bundles);
    for (Bundle bundle : bundles) {
      if (LOGGING.equals(bundle.getSymbolicName())) {
        bundle.start(Bundle.START_TRANSIENT);
      }
    }
    for (Bundle bundle : bundles) {
      if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
        bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
      }
    }
  }

  private void registerStream(PrintStream stream, String name) {
    Dictionary<String, Object> properties = new Hashtable<>(Map.of("wtls.stream", name));
    felix.getBundleContext().registerService(PrintStream.class, stream, properties);
  }

  /**
   * The command line, a service of one of the bundles.
   *
   * @throws IllegalStateException when it does not come within {@code patience}
   */
  ToIntFunction<String[]> commandLine(Duration patience) throws InterruptedException {
    ServiceTracker<ToIntFunction<String[]>, ToIntFunction<String[]>> tracker =
        new ServiceTracker<>(felix.getBundleContext(), commandLineFilter(), null);
    tracker.open();
    // Stays open: closing it would give the service back. It ends with the framework.
    ToIntFunction<String[]> command = tracker.waitForService(patience.toMillis());
    if (command == null) {
      throw new IllegalStateException("no bundle offers a command line; run with --verbose.");
    }
    return command;
  }

  private static Filter commandLineFilter() {
    try {
      return FrameworkUtil.createFilter(COMMAND_LINE);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops all bundles in order, and removes the cache. */
  @Override
  public void close() {
    try {
      felix.stop();
      felix.waitForStop(STOP_MILLIS);
    } catch (BundleException e) {
      throw new IllegalStateException("the framework did not stop: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      cache.delete();
    }
  }
}
