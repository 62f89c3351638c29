package wtls.launcher.service;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;

/**
 * Tells when everybody has taken note of a configuration. Configuration Admin tells its listeners,
 * Declarative Services among them, of one change after the other: once it tells of a change that is
 * made here, all components have been through those that were made before.
 */
final class ConfigurationFence {
  private static final String PID = "wtls.launcher.fence";
  private static final long PATIENCE_SECONDS = 60;

  private final BundleContext context;
  private final ConfigurationAdmin configurations;

  ConfigurationFence(BundleContext context, ConfigurationAdmin configurations) {
    this.context = context;
    this.configurations = configurations;
  }

  /**
   * Waits until all changes made before have been acted on.
   *
   * @return whether that was so in time
   */
  boolean await() throws IOException, InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    Configuration configuration = configurations.createFactoryConfiguration(PID, "?");
    ConfigurationListener listener = event -> countDown(event, configuration.getPid(), reached);
    ServiceRegistration<ConfigurationListener> registration =
        context.registerService(ConfigurationListener.class, listener, null);
    try {
      Dictionary<String, Object> something = new Hashtable<>(Map.of("fence", true));
      configuration.update(something);
      return reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } finally {
      registration.unregister();
      configuration.delete();
    }
  }

  private static void countDown(ConfigurationEvent event, String pid, CountDownLatch reached) {
    if (event.getType() == ConfigurationEvent.CM_UPDATED && pid.equals(event.getPid())) {
      reached.countDown();
    }
  }
}
