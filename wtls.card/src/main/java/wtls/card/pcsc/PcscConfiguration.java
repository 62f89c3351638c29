package wtls.card.pcsc;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be chosen, under the PID {@link PcscComponent#PID}. */
@ObjectClassDefinition(
    name = "PC/SC readers",
    description = "Cards in the machine's PC/SC readers. Without a configuration none is touched.")
@interface PcscConfiguration {

  @AttributeDefinition(
      name = "Enabled",
      description = "Whether the cards in PC/SC readers are used.",
      required = false)
  boolean enabled() default true;

  @AttributeDefinition(
      name = "Readers",
      description =
          "Names of the readers to use, * for any characters; empty for all of them. A reader that"
              + " is not named is not touched.",
      required = false)
  String[] readers() default {};

  @AttributeDefinition(
      name = "Exclusive",
      description =
          "Whether a card belongs to this program for as long as it is used; other programs then"
              + " wait when they connect to it. Without it they can change the card's state between"
              + " two commands.",
      required = false)
  boolean exclusive() default true;
}
