package wtls.engine.card.storage;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the operator can choose, under the PID {@link StorageEngineComponent#PID}. */
@ObjectClassDefinition(
    name = "WTLS card engine: storage",
    description = "The security engine of embodiment 1: the card stores, the phone computes.")
@interface StorageEngineConfiguration {

  @AttributeDefinition(
      name = "Service ranking",
      description = "Of two engines that can serve a session, the one ranked higher is taken.",
      required = false)
  int service_ranking() default 10;
}
