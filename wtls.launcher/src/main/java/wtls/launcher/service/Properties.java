package wtls.launcher.service;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import wtls.api.algorithm.Algorithm;
import wtls.api.algorithm.CipherSuite;
import wtls.protocol.policy.AlgorithmNames;

/** Settings in the form that the bundles' configurations have. */
final class Properties {
  static final String PHONE_PID = "wtls.engine.phone";
  static final String GATEWAY_PID = "wtls.gateway";

  static final String READER_PID = "wtls.card.simulator";

  private Properties() {}

  static Map<String, Object> of(CardSettings settings) {
    return Map.of(
        "cards", settings.folder().toString(),
        "reader", settings.reader(),
        "sync", settings.sync());
  }

  static Map<String, Object> of(PhoneSettings settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("roots", names(settings.roots()));
    properties.put("identities", names(settings.identities()));
    settings
        .store()
        .ifPresent(
            store -> {
              properties.put("store.file", store.file().toString());
              properties.put("key.file", store.keyFile().toString());
            });
    return properties;
  }

  static Map<String, Object> of(GatewaySettings settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("listen.address", settings.listen().getAddress().getHostAddress());
    properties.put("listen.port", settings.listen().getPort());
    settings
        .relay()
        .ifPresent(
            relay -> {
              properties.put("relay.address", relay.getAddress().getHostAddress());
              properties.put("relay.port", relay.getPort());
            });
    properties.put("wtls.class", settings.wtlsClass());
    properties.put("key.exchanges", algorithms(settings.keyExchanges()));
    properties.put(
        "cipher.suites",
        settings.cipherSuites().stream().map(CipherSuite::standardName).toArray(String[]::new));
    properties.put("allow.legacy", settings.allowedLegacy().toArray(String[]::new));
    properties.put("bare.encrypted.secret", settings.bareSecret());
    properties.put("home", settings.keys().home().toString());
    settings.keys().name().ifPresent(name -> properties.put("certificate.name", name));
    properties.put("identities", names(settings.keys().identities()));
    properties.put("client.roots", names(settings.keys().clientRoots()));
    settings.store().ifPresent(store -> properties.put("store.file", store.toString()));
    return properties;
  }

  private static String[] algorithms(Collection<? extends Algorithm> algorithms) {
    return algorithms.stream().map(AlgorithmNames::nameOf).toArray(String[]::new);
  }

  private static String[] names(Collection<Path> paths) {
    return paths.stream().map(Path::toString).toArray(String[]::new);
  }
}
