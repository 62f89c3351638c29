package wtls.engine.phone;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import wtls.api.engine.SecurityEngine;

/** A service registry as far as the component uses it; notes what happens. */
final class TestRegistry {
  final List<SecurityEngine> engines = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  Dictionary<?, ?> properties;

  BundleContext bundle() {
    return proxy(
        BundleContext.class,
        (method, arguments) -> {
          assert method.equals("registerService");
          SecurityEngine engine = (SecurityEngine) arguments[1];
          engines.add(engine);
          properties = (Dictionary<?, ?>) arguments[2];
          events.add("register");
          return registration(engine);
        });
  }

  private ServiceRegistration<?> registration(SecurityEngine engine) {
    return proxy(
        ServiceRegistration.class,
        (method, arguments) -> {
          events.add(method);
          if (method.equals("setProperties")) {
            properties = (Dictionary<?, ?>) arguments[0];
          } else {
            // The core may use the engine until this returns.
            engine.sessions();
            engines.remove(engine);
          }
          return null;
        });
  }

  /** What a proxy does for a method of this name. */
  private interface Calls {
    Object call(String method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            TestRegistry.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> calls.call(method.getName(), arguments)));
  }
}
