package wtls.launcher.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Finds the service that comes of a configuration: the one that came or changed with it. */
final class ConfiguredService {
  private final BundleContext context;
  private final ConfigurationFence fence;
  private final ServiceComponentRuntime components;

  ConfiguredService(
      BundleContext context,
      ConfigurationAdmin configurations,
      ServiceComponentRuntime components) {
    this.context = context;
    this.fence = new ConfigurationFence(context, configurations);
    this.components = components;
  }

  /**
   * Sets the properties of a configuration and gives the service of {@code type} that comes of it.
   *
   * @param what the service as people know it, for messages
   * @throws ServiceException when none comes
   */
  <S> Lease<S> of(
      Configuration configuration, Map<String, Object> properties, Class<S> type, String what)
      throws ServiceException, InterruptedException {
    AtomicReference<ServiceReference<?>> seen = new AtomicReference<>();
    ServiceListener listener =
        event -> {
          if (event.getType() != ServiceEvent.UNREGISTERING) {
            seen.set(event.getServiceReference());
          }
        };
    try {
      context.addServiceListener(listener, "(objectClass=" + type.getName() + ")");
      configuration.update(new Hashtable<>(properties));
      boolean settled = fence.await();
      if (settled && seen.get() != null) {
        return Lease.of(context, seen.get(), type, what);
      }
      throw new ServiceException(
          settled ? reason(configuration, what) : what + " takes too long to start.");
    } catch (IOException e) {
      throw new ServiceException(what + " cannot be configured: " + e.getMessage(), e);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    } finally {
      context.removeServiceListener(listener);
    }
  }

  /** Deletes a configuration, and waits until what came of it has gone. */
  void remove(Configuration configuration) {
    try {
      configuration.delete();
      fence.await();
    } catch (IOException e) {
      throw new UncheckedIOException("A configuration cannot be deleted.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why the component with this configuration is not active, in the words of its exception. */
  private String reason(Configuration configuration, String what) {
    for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs()) {
      for (ComponentConfigurationDTO component :
          components.getComponentConfigurationDTOs(description)) {
        if (component.state == ComponentConfigurationDTO.FAILED_ACTIVATION
            && configuration.getPid().equals(component.properties.get("service.pid"))) {
          return messageOf(component.failure);
        }
      }
    }
    return what + " did not start: the log above says why.";
  }

  /** The message in the first line of a printed stack trace. */
  private static String messageOf(String trace) {
    return trace.lines().findFirst().orElse("").replaceFirst("^[\\w.$]+(Exception|Error): ", "");
  }
}
