package wtls.engine.card.full;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the operator can choose, under the PID {@link FullEngineComponent#PID}. */
@ObjectClassDefinition(
    name = "WTLS card engine: full",
    description = "The security engine of embodiment 3: the card does everything.")
@interface FullEngineConfiguration {

  @AttributeDefinition(
      name = "Service ranking",
      description = "Of two engines that can serve a session, the one ranked higher is taken.",
      required = false)
  int service_ranking() default 30;
}
