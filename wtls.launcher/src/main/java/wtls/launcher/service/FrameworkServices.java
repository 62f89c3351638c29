package wtls.launcher.service;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import wtls.api.card.PinEntry;
import wtls.api.client.WtlsClient;
import wtls.api.engine.SecurityEngine;
import wtls.api.gateway.Gateway;
import wtls.api.trace.CardTap;
import wtls.api.trace.DatagramTap;
import wtls.card.simulator.SimulatedReader;

/** The services, by Configuration Admin and the service registry. */
@Component
public final class FrameworkServices implements Services {
  private final BundleContext context;
  private final ConfigurationAdmin configurations;
  private final ConfiguredService configured;
  private final Queue<Lease<?>> leases = new ConcurrentLinkedQueue<>();

  /** Called by Declarative Services. */
  @Activate
  public FrameworkServices(
      BundleContext context,
      @Reference ConfigurationAdmin configurations,
      @Reference ServiceComponentRuntime components) {
    this.context = context;
    this.configurations = configurations;
    this.configured = new ConfiguredService(context, configurations, components);
  }

  /** Gives all services back; called by Declarative Services. */
  @Deactivate
  void deactivate() {
    leases.forEach(Lease::close);
  }

  @Override
  public WtlsClient client(PhoneSettings settings) throws ServiceException, InterruptedException {
    try {
      Configuration configuration = configurations.getConfiguration(Properties.PHONE_PID, "?");
      leases.add(
          configured.of(
              configuration, Properties.of(settings), SecurityEngine.class, "The phone engine"));
    } catch (IOException e) {
      throw new ServiceException("The phone engine cannot be configured: " + e.getMessage(), e);
    }
    return core();
  }

  @Override
  public WtlsClient core() throws ServiceException {
    Lease<WtlsClient> core =
        Lease.of(
            context, context.getServiceReference(WtlsClient.class), WtlsClient.class, "The core");
    leases.add(core);
    return core.service();
  }

  @Override
  public CardReader cards(CardSettings settings) throws ServiceException, InterruptedException {
    // A core that nobody uses is put away, and takes no engine up.
    core();
    Configuration configuration;
    try {
      configuration = configurations.getConfiguration(Properties.READER_PID, "?");
    } catch (IOException e) {
      throw new ServiceException("The card reader cannot be configured: " + e.getMessage(), e);
    }
    try {
      Lease<SimulatedReader> reader =
          configured.of(
              configuration, Properties.of(settings), SimulatedReader.class, "The card reader");
      return new ConfiguredReader(context, reader, configured, configuration);
    } catch (ServiceException | InterruptedException e) {
      configured.remove(configuration);
      throw e;
    }
  }

  @Override
  public RunningGateway gateway(GatewaySettings settings)
      throws ServiceException, InterruptedException {
    Configuration configuration;
    try {
      configuration = configurations.createFactoryConfiguration(Properties.GATEWAY_PID, "?");
    } catch (IOException e) {
      throw new ServiceException("The gateway cannot be configured: " + e.getMessage(), e);
    }
    try {
      Lease<Gateway> gateway =
          configured.of(configuration, Properties.of(settings), Gateway.class, "The gateway");
      return new ConfiguredGateway(gateway, configured, configuration);
    } catch (ServiceException | InterruptedException e) {
      configured.remove(configuration);
      throw e;
    }
  }

  @Override
  public Watch watch(Side side, DatagramTap tap) {
    String name = side == Side.CLIENT ? "client" : "gateway";
    Dictionary<String, Object> properties = new Hashtable<>(Map.of(DatagramTap.SIDE, name));
    ServiceRegistration<DatagramTap> registration =
        context.registerService(DatagramTap.class, tap, properties);
    return registration::unregister;
  }

  @Override
  public Watch watch(CardTap tap) {
    return context.registerService(CardTap.class, tap, null)::unregister;
  }

  @Override
  public Watch answer(PinEntry pins) {
    return context.registerService(PinEntry.class, pins, null)::unregister;
  }

  /** A gateway that goes with its configuration. */
  private record ConfiguredGateway(
      Lease<Gateway> lease, ConfiguredService configured, Configuration configuration)
      implements RunningGateway {
    @Override
    public Gateway service() {
      return lease.service();
    }

    @Override
    public void close() {
      lease.close();
      configured.remove(configuration);
    }
  }
}
