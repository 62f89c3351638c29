package wtls.card.simulator;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be chosen, under the PID {@link ReaderComponent#PID}. */
@ObjectClassDefinition(
    name = "Simulated card reader",
    description = "A reader whose cards are folders and run in this process.")
@interface ReaderConfiguration {

  @AttributeDefinition(
      name = "Cards",
      description = "The folder with the cards; made when it is not there.")
  String cards();

  @AttributeDefinition(
      name = "Reader",
      description = "The reader's name. Phones that share a folder need different ones.",
      required = false)
  String reader() default "simulator";

  @AttributeDefinition(
      name = "T=0",
      description = "Whether the cards speak T=0: short APDUs, 61xx and 6Cxx.",
      required = false)
  boolean t0() default false;

  @AttributeDefinition(
      name = "Largest data",
      description = "The most octets of data in a command; 255 is short APDUs only.",
      min = "255",
      max = "32767",
      required = false)
  int largest_data() default CardOptions.MOST_DATA;

  @AttributeDefinition(
      name = "Sync",
      description =
          "Whether what a card remembers is forced to the disk before each answer. Without it a"
              + " crash of the machine, not of the process, may lose or spoil the card.",
      required = false)
  boolean sync() default true;
}
