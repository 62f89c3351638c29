package wtls.engine.card.crypto;

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

/** Puts a crypto engine into service for each card that suits it, as long as the card is there. */
@Component(
    service = {},
    immediate = true,
    configurationPid = CryptoEngineComponent.PID,
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = CryptoEngineConfiguration.class)
@ProvidesEngine(value = CryptoEngine.NAME, embodiment = "crypto", profile = "WTLS")
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"wtls.api.engine.SecurityEngine\"",
    effective = "active")
public final class CryptoEngineComponent {
  /** The PID of its configuration. */
  public static final String PID = "wtls.engine.card.crypto";

  private final EngineRoster roster;

  /** Called when the bundle starts. */
  @Activate
  public CryptoEngineComponent(BundleContext bundle, CryptoEngineConfiguration configuration) {
    roster =
        new EngineRoster(
            bundle,
            CryptoEngine.NAME,
            configuration.service_ranking(),
            (card, name) -> CryptoEngine.over(card, name, InstantSource.system()));
  }

  /** Called when the configuration has changed. */
  @Modified
  void modify(CryptoEngineConfiguration configuration) {
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
