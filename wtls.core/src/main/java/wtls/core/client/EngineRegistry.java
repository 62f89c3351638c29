package wtls.core.client;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import wtls.api.client.EngineUnavailableException;
import wtls.api.engine.SecurityEngine;

/** The engines that are there, best first. Safe for use from any thread. */
final class EngineRegistry {

  private record Entry(SecurityEngine engine, String name, int ranking) {}

  private final Map<SecurityEngine, Entry> entries = new LinkedHashMap<>();

  synchronized void add(SecurityEngine engine, Map<String, ?> properties) {
    Object ranking = properties.get("service.ranking");
    entries.put(
        engine,
        new Entry(engine, engine.profile().name(), ranking instanceof Integer rank ? rank : 0));
  }

  synchronized void remove(SecurityEngine engine) {
    entries.remove(engine);
  }

  /**
   * The engine of that name, or the one with the highest service ranking.
   *
   * @throws EngineUnavailableException when it is not there; the message lists those that are
   */
  synchronized SecurityEngine choose(Optional<String> name) throws EngineUnavailableException {
    Optional<Entry> best =
        entries.values().stream()
            .filter(entry -> name.isEmpty() || name.get().equals(entry.name()))
            .max(
                Comparator.comparingInt(Entry::ranking)
                    .thenComparing(Entry::name, Comparator.reverseOrder()));
    if (best.isPresent()) {
      return best.get().engine();
    }
    if (entries.isEmpty()) {
      throw new EngineUnavailableException(
          "No security engine is there: install or start an engine bundle.");
    }
    throw new EngineUnavailableException(
        "No engine is called "
            + name.orElse("")
            + "; there is "
            + entries.values().stream().map(Entry::name).sorted().collect(Collectors.joining(", "))
            + ".");
  }
}
