package wtls.api.trace;

import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Sees that commands pass between the phone and its cards, and how large they are, but not what is
 * in them: a command may carry a PIN, and a response a secret. Register one as an OSGi service to
 * be called (whiteboard); unregister it to be left alone.
 */
@ConsumerType
public interface CardTap {

  /**
   * A command and its response.
   *
   * @param reader the reader that the card is in
   * @param name the command's name, in the words of WAP-260 chapter 11 or of our own extension
   * @param header CLA, INS, P1 and P2, from the most significant octet down
   * @param commandOctets the size of the command APDU
   * @param responseOctets the size of the response APDU, status word included
   * @param status the status word
   * @param time how long the card took
   */
  record Exchange(
      String reader,
      String name,
      int header,
      int commandOctets,
      int responseOctets,
      int status,
      Duration time) {}

  /**
   * A response has come. Called on the thread that sent the command, in order for each card; must
   * not block, and must not throw.
   */
  void exchanged(Exchange exchange);
}
