package wtls.itest.phone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.ConfigurationAdmin;
import wtls.api.engine.SecurityEngine;

/**
 * In the phone: Felix with the product's bundles. The contracts come from the class path, so that
 * the phone's main program can call the services.
 */
final class PhoneBundles implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;
  private static final String CONFIGURATION = "org.osgi.service.cm;version=1.6.1";

  private final Framework felix;

  private PhoneBundles(Framework felix) {
    this.felix = felix;
  }

  static PhoneBundles start(Path storage, List<Path> jars) throws IOException, BundleException {
    Map<String, String> settings = new HashMap<>();
    settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, contracts() + "," + CONFIGURATION);
    settings.put("felix.log.level", "1");
    settings.put("org.ops4j.pax.logging.DefaultServiceLog.level", "TRACE");
    Framework felix =
        ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(settings);
    felix.start();
    List<Bundle> bundles = new ArrayList<>();
    for (Path jar : jars) {
      bundles.add(felix.getBundleContext().installBundle("reference:" + jar.toUri()));
    }
    felix.adapt(FrameworkWiring.class).resolveBundles(bundles);
    for (Bundle bundle : bundles) {
      bundle.start();
    }
    return new PhoneBundles(felix);
  }

  private static String contracts() throws IOException {
    String api = SecurityEngine.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    try (JarFile jar = new JarFile(api)) {
      return jar.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
    }
  }

  BundleContext context() {
    return felix.getBundleContext();
  }

  /** A service, as soon as there is one. */
  <S> S service(Class<S> type, String filter) {
    return await(type.getSimpleName() + " " + filter, () -> find(type, filter));
  }

  private <S> Optional<S> find(Class<S> type, String filter) {
    try {
      return context().getServiceReferences(type, filter).stream()
          .sorted(Comparator.<ServiceReference<S>>naturalOrder().reversed())
          .map(context()::getService)
          .findFirst();
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Returns when a service of this type has gone. */
  void awaitNone(Class<?> type, String filter) {
    await(
        "no " + type.getSimpleName(),
        () -> find(type, filter).isPresent() ? Optional.empty() : Optional.of(true));
  }

  private static <T> T await(String what, Supplier<Optional<T>> look) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Not in time: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  void configure(String pid, Map<String, Object> values) throws IOException {
    service(ConfigurationAdmin.class, null)
        .getConfiguration(pid, null)
        .update(new Hashtable<>(values));
  }

  @Override
  public void close() throws BundleException {
    felix.stop();
    try {
      felix.waitForStop(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
