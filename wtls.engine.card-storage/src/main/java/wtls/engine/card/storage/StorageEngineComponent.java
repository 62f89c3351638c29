package wtls.engine.card.storage;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import wtls.api.engine.ProvidesEngine;
import wtls.card.engine.EngineRoster;
import wtls.card.wim.WimCard;

/** Puts a storage engine into service for each card that suits it, as long as the card is there. */
@Component(
    service = {},
    immediate = true,
    configurationPid = StorageEngineComponent.PID,
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = StorageEngineConfiguration.class)
@ProvidesEngine(value = StorageEngine.NAME, embodiment = "storage", profile = "WTLS")
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"wtls.api.engine.SecurityEngine\"",
    effective = "active")
public final class StorageEngineComponent {
  /** The PID of its configuration. */
  public static final String PID = "wtls.engine.card.storage";

  private final EngineRoster roster;

  /** Called when the bundle starts. */
  @Activate
  public StorageEngineComponent(BundleContext bundle, StorageEngineConfiguration configuration) {
    SecureRandom random = new SecureRandom();
    roster =
        new EngineRoster(
            bundle,
            StorageEngine.NAME,
            configuration.service_ranking(),
            (card, name) -> StorageEngine.over(card, name, InstantSource.system(), random));
  }

  /** Called when the configuration has changed. */
  @Modified
  void modify(StorageEngineConfiguration configuration) {
    roster.rank(configuration.service_ranking());
  }

  /** Called when a card has come. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindCard(WimCard card) {
    roster.add(card);
  }

  /** Called when a card has gone; returns when the core has let go of its engine. */
  void unbindCard(WimCard card) {
    roster.remove(card);
  }

  /** Called when the bundle stops; returns when the core has let go of all engines. */
  @Deactivate
  void deactivate() {
    roster.close();
  }
}
