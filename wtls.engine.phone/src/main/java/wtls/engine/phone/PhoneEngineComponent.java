package wtls.engine.phone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.api.engine.Embodiment;
import wtls.api.engine.ProvidesEngine;
import wtls.api.engine.SecurityEngine;
import wtls.engine.phone.store.PhoneStore;
import wtls.engine.phone.store.StoreException;

/**
 * Puts the phone engine into service as its configuration says, or without any.
 *
 * <p>It registers the engine itself: an engine with a bad configuration is then not in the registry
 * at all, where declarative services would register one that nobody can get. Such a configuration
 * is logged in one line; the engine stays out of service, or stays as the last good configuration
 * made it. A change of keys, roots or limits reaches the engine in service. Another store needs
 * another engine, which is in service before the old one leaves, so that sessions can move over.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = PhoneEngineComponent.PID,
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = PhoneEngineConfiguration.class)
@ProvidesEngine(value = PhoneProfile.NAME, embodiment = "phone", profile = "WTLS")
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"wtls.api.engine.SecurityEngine\"",
    effective = "active")
public final class PhoneEngineComponent {
  /** The PID of its configuration. */
  public static final String PID = "wtls.engine.phone";

  private static final Logger LOG = LoggerFactory.getLogger(PhoneEngineComponent.class);
  private static final String VENDOR = "WTLS project";

  /** Where a store is; without files, in memory. */
  private record Place(Optional<Path> file, Optional<Path> keyFile) {}

  /** An engine in service. */
  private record InService(
      Place place,
      PhoneStore store,
      PhoneEngine engine,
      ServiceRegistration<SecurityEngine> registration) {}

  private final SecureRandom random = new SecureRandom();
  private final BundleContext bundle;
  private Optional<InService> inService = Optional.empty();

  /** Called when the bundle starts. */
  @Activate
  public PhoneEngineComponent(BundleContext bundle, PhoneEngineConfiguration configuration) {
    this.bundle = Objects.requireNonNull(bundle, "bundle");
    modify(configuration);
  }

  /** Called when the configuration has changed. */
  @Modified
  synchronized void modify(PhoneEngineConfiguration configuration) {
    try {
      apply(configuration);
    } catch (BadConfigurationException | StoreException e) {
      LOG.error(
          "{}. The phone engine {}.",
          withoutFullStop(e.getMessage()),
          inService.isPresent() ? "goes on as it was configured before" : "stays out of service");
    }
  }

  /** Called when the bundle stops; returns when the core has let go of the engine. */
  @Deactivate
  synchronized void deactivate() {
    inService.ifPresent(PhoneEngineComponent::retire);
    inService = Optional.empty();
  }

  private void apply(PhoneEngineConfiguration configuration)
      throws BadConfigurationException, StoreException {
    Place place = place(configuration);
    checkLimit(configuration.session_limit());
    try (CredentialFiles files = CredentialFiles.read(configuration)) {
      if (inService.isPresent() && inService.get().place().equals(place)) {
        load(inService.get().store(), files, configuration);
        inService.get().registration().setProperties(properties(configuration));
      } else {
        InService newer = start(place, files, configuration);
        inService.ifPresent(PhoneEngineComponent::retire);
        inService = Optional.of(newer);
      }
    }
  }

  private InService start(
      Place place, CredentialFiles files, PhoneEngineConfiguration configuration)
      throws StoreException {
    PhoneStore store = open(place, configuration.session_limit());
    try {
      load(store, files, configuration);
    } catch (StoreException e) {
      store.close();
      throw e;
    }
    PhoneEngine engine = new PhoneEngine(store, random);
    return new InService(
        place,
        store,
        engine,
        bundle.registerService(SecurityEngine.class, engine, properties(configuration)));
  }

  private PhoneStore open(Place place, int sessionLimit) throws StoreException {
    InstantSource clock = InstantSource.system();
    return place.file().isPresent()
        ? PhoneStore.inFile(
            place.file().get(), place.keyFile().orElseThrow(), clock, sessionLimit, random)
        : PhoneStore.inMemory(clock, sessionLimit);
  }

  private static void load(
      PhoneStore store, CredentialFiles files, PhoneEngineConfiguration configuration)
      throws StoreException {
    store.replace(files.identities(), files.sharedSecrets(), files.roots());
    store.limitSessions(configuration.session_limit());
  }

  /** Waits until the core has moved its sessions away. */
  private static void retire(InService old) {
    old.registration().unregister();
    old.engine().close();
  }

  private static Dictionary<String, Object> properties(PhoneEngineConfiguration configuration) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(SecurityEngine.NAME, PhoneProfile.NAME);
    properties.put(SecurityEngine.EMBODIMENT, Embodiment.PHONE.label());
    properties.put(SecurityEngine.VENDOR, VENDOR);
    properties.put(Constants.SERVICE_RANKING, configuration.service_ranking());
    return properties;
  }

  private static Place place(PhoneEngineConfiguration configuration)
      throws BadConfigurationException {
    Optional<Path> file = path("store.file", configuration.store_file());
    Optional<Path> keyFile = path("key.file", configuration.key_file());
    if (file.isEmpty() && keyFile.isPresent()) {
      throw new BadConfigurationException(
          "key.file", "there is a key but no store; configure store.file too", null);
    }
    Optional<Path> beside = file.map(path -> path.resolveSibling(path.getFileName() + ".key"));
    return new Place(file, keyFile.or(() -> beside));
  }

  private static Optional<Path> path(String property, String name)
      throws BadConfigurationException {
    if (name.isBlank()) {
      return Optional.empty();
    }
    try {
      Path path = Path.of(name).toAbsolutePath().normalize();
      if (path.getFileName() == null) {
        throw new BadConfigurationException(
            property, "\"" + name + "\" is no file name; name a file", null);
      }
      return Optional.of(path);
    } catch (InvalidPathException e) {
      throw new BadConfigurationException(
          property, "\"" + name + "\" is no file name; name a file", e);
    }
  }

  private static void checkLimit(int sessionLimit) throws BadConfigurationException {
    if (sessionLimit < 1) {
      throw new BadConfigurationException(
          "session.limit", sessionLimit + " is too low; keep at least 1 session", null);
    }
  }

  private static String withoutFullStop(String message) {
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
