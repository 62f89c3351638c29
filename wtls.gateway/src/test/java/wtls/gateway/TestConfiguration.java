package wtls.gateway;

import java.lang.reflect.Proxy;
import java.util.Map;

/** A configuration with its defaults, except for what a test says. */
final class TestConfiguration {
  private TestConfiguration() {}

  /**
   * @param values by property name, with dots
   */
  static GatewayConfiguration of(Map<String, Object> values) {
    for (String name : values.keySet()) {
      try {
        GatewayConfiguration.class.getDeclaredMethod(name.replace('.', '_'));
      } catch (NoSuchMethodException e) {
        throw new IllegalArgumentException("The gateway has no property " + name + ".", e);
      }
    }
    return (GatewayConfiguration)
        Proxy.newProxyInstance(
            TestConfiguration.class.getClassLoader(),
            new Class<?>[] {GatewayConfiguration.class},
            (proxy, method, arguments) -> {
              Object value = values.get(method.getName().replace('_', '.'));
              return value != null ? value : method.getDefaultValue();
            });
  }
}
