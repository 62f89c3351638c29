package wtls.api.engine;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;

/**
 * Says in the manifest that a bundle brings a security engine, so that a resolver can pick engines
 * before any code runs. Put it on the class that registers the engine.
 *
 * <p>It becomes the capability {@code wtls.engine;wtls.engine=NAME;embodiment=...;profile=...}. Ask
 * for one engine with {@code wtls.engine;filter:='(wtls.engine=phone)'}, for a kind of engine with
 * {@code (embodiment=full)}, and leave the cardinality single: a multiple one draws in every engine
 * that there is.
 */
@Capability(namespace = ProvidesEngine.NAMESPACE, version = "1.0.0")
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ProvidesEngine {

  /** The namespace of the capability; its main attribute has the same name. */
  String NAMESPACE = "wtls.engine";

  /** The engine's name, as in the service property {@link SecurityEngine#NAME}. */
  @Attribute(NAMESPACE)
  String value();

  /** The {@linkplain Embodiment#label() label} of its embodiment. */
  @Attribute
  String embodiment();

  /** The protocols that it serves: {@code WTLS}. */
  @Attribute
  String[] profile();
}
