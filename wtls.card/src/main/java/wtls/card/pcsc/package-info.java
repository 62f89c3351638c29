/**
 * Cards in PC/SC readers, through {@code javax.smartcardio} of the JDK. What that leaves out shapes
 * this package: all calls of a process share one PC/SC context, in which one that waits blocks all
 * others, so cards are polled for and nothing ever waits inside PC/SC; a context that a restarted
 * daemon has forgotten is not made anew; and the only exclusive use is a transaction, which belongs
 * to a thread.
 */
package wtls.card.pcsc;
