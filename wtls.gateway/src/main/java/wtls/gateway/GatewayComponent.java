package wtls.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.api.gateway.Gateway;
import wtls.api.trace.DatagramTap;
import wtls.gateway.authority.IdentityException;
import wtls.gateway.net.Taps;

/**
 * Runs one gateway for each configuration. Its {@link Gateway} service is there for as long as the
 * socket is bound: registered by hand, for what DS registers would be there before.
 */
@Component(
    name = GatewayComponent.PID,
    service = {},
    immediate = true,
    configurationPid = GatewayComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = GatewayConfiguration.class, factory = true)
public final class GatewayComponent {
  /** The factory PID. */
  public static final String PID = "wtls.gateway";

  private static final Logger LOG = LoggerFactory.getLogger(GatewayComponent.class);
  private static final String OURS =
      "(|(" + DatagramTap.SIDE + "=gateway)(!(" + DatagramTap.SIDE + "=*)))";

  private final Taps taps = new Taps();
  private RunningGateway gateway;
  private ServiceRegistration<Gateway> registration;

  /** Called by Declarative Services, at any time. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = OURS)
  void addTap(DatagramTap tap) {
    taps.add(tap);
  }

  /** Called by Declarative Services, at any time. */
  void removeTap(DatagramTap tap) {
    taps.remove(tap);
  }

  /** Called by Declarative Services, which logs the exception that says what went wrong. */
  @Activate
  void activate(BundleContext context, GatewayConfiguration configuration)
      throws BadConfigurationException, IOException, IdentityException {
    gateway = RunningGateway.start(GatewayPlan.of(configuration), taps, InstantSource.system());
    Dictionary<String, Object> properties = new Hashtable<>();
    InetSocketAddress address = gateway.address();
    properties.put("listen.address", address.getAddress().getHostAddress());
    properties.put("listen.port", address.getPort());
    registration = context.registerService(Gateway.class, gateway, properties);
  }

  /** Called by Declarative Services. Returns when nothing of the gateway is left. */
  @Deactivate
  void deactivate() {
    registration.unregister();
    gateway.close();
    LOG.info("The gateway has stopped.");
  }
}
