package wtls.card.pcsc;

import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import wtls.api.card.CardSlot;

/** The cards in PC/SC readers as services, for as long as they are configured. */
@Component(
    name = PcscComponent.PID,
    service = {},
    immediate = true,
    configurationPid = PcscComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PcscConfiguration.class)
public final class PcscComponent {
  /** The PID. */
  public static final String PID = "wtls.card.pcsc";

  private PcscWatch watch;

  /** Called by Declarative Services. Cards become services soon afterwards. */
  @Activate
  void activate(BundleContext context, PcscConfiguration configuration) {
    if (configuration.enabled()) {
      watch =
          new PcscWatch(
              PcscContext.ofJdk(),
              new ReaderFilter(configuration.readers()),
              configuration.exclusive(),
              slot -> publish(context, slot));
    }
  }

  /** Called by Declarative Services. Returns when no thread is left and no card held. */
  @Deactivate
  void deactivate() {
    if (watch != null) {
      watch.close();
    }
  }

  private static Runnable publish(BundleContext context, CardSlot slot) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(CardSlot.READER, slot.reader());
    ServiceRegistration<CardSlot> registration =
        context.registerService(CardSlot.class, slot, properties);
    return registration::unregister;
  }
}
