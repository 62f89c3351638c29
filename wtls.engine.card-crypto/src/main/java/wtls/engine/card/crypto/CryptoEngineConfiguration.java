package wtls.engine.card.crypto;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the operator can choose, under the PID {@link CryptoEngineComponent#PID}. */
@ObjectClassDefinition(
    name = "WTLS card engine: crypto",
    description = "The security engine of embodiment 2: the card keeps the master secret.")
@interface CryptoEngineConfiguration {

  @AttributeDefinition(
      name = "Service ranking",
      description = "Of two engines that can serve a session, the one ranked higher is taken.",
      required = false)
  int service_ranking() default 20;
}
