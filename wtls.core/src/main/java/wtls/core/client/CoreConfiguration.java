package wtls.core.client;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of the core, PID {@code wtls.core}. */
@ObjectClassDefinition(
    name = "WTLS core",
    description = "Retransmission and session lifetime of the client side")
@interface CoreConfiguration {

  @AttributeDefinition(description = "Milliseconds before a flight is repeated for the first time")
  long retransmission_first() default 5_000;

  @AttributeDefinition(description = "How often a flight is sent in all")
  int retransmission_tries() default 4;

  @AttributeDefinition(description = "By what the wait grows each time, 1 to 10")
  int retransmission_factor() default 2;

  @AttributeDefinition(description = "The longest wait in milliseconds")
  long retransmission_longest() default 20_000;

  @AttributeDefinition(description = "Seconds for which a new session can be resumed")
  long session_lifetime() default 86_400;

  @AttributeDefinition(description = "How often a new session can be resumed")
  int session_uses() default 100;
}
