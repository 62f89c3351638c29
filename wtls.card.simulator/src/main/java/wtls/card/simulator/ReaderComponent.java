package wtls.card.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.api.card.CardSlot;

/** The simulated reader, for as long as it is configured. */
@Component(
    name = ReaderComponent.PID,
    service = {},
    immediate = true,
    configurationPid = ReaderComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ReaderConfiguration.class)
public final class ReaderComponent {
  /** The PID. */
  public static final String PID = "wtls.card.simulator";

  private static final Logger LOG = LoggerFactory.getLogger(ReaderComponent.class);

  private BundleContext context;
  private ShelfReader reader;
  private ShelfWatch watch;
  private ServiceRegistration<SimulatedReader> registration;

  /** Called by Declarative Services. The cards that are in are services when it returns. */
  @Activate
  void activate(BundleContext context, ReaderConfiguration configuration) throws IOException {
    this.context = context;
    try {
      start(configuration);
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("The simulated card reader does not start. {}", e.getMessage());
      throw e;
    }
    registration =
        context.registerService(SimulatedReader.class, reader, properties(reader.name()));
  }

  private void start(ReaderConfiguration configuration) throws IOException {
    if (configuration.cards() == null || configuration.cards().isBlank()) {
      throw new IllegalArgumentException(
          "The configuration " + PID + " names no folder: set \"cards\".");
    }
    CardOptions options =
        new CardOptions(configuration.largest_data(), configuration.t0(), configuration.sync());
    CardShelf shelf = new CardShelf(Path.of(configuration.cards()));
    OwnerOnly.createFolders(shelf.folder());
    reader = new ShelfReader(configuration.reader(), shelf, options, this::publish);
    reader.settle();
    try {
      watch = new ShelfWatch(shelf, reader::settle);
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  /** Called by Declarative Services. Returns when no thread and no lock of the reader is left. */
  @Deactivate
  void deactivate() {
    registration.unregister();
    reader.close();
    watch.close();
  }

  private Runnable publish(CardSlot card) {
    ServiceRegistration<CardSlot> slot =
        context.registerService(CardSlot.class, card, properties(card.reader()));
    return slot::unregister;
  }

  private static Dictionary<String, Object> properties(String reader) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(CardSlot.READER, reader);
    return properties;
  }
}
