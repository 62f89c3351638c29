/** Watches the slots of readers, and makes each WIM in them a service. */
package wtls.card.watch;
