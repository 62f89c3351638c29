package wtls.launcher.service;

import wtls.api.card.PinEntry;
import wtls.api.client.WtlsClient;
import wtls.api.trace.CardTap;
import wtls.api.trace.DatagramTap;

/** The framework as a command sees it. Safe for use from any thread. */
public interface Services {

  /**
   * Configures the phone engine and the core, and waits until both are ready.
   *
   * @throws ServiceException when they do not come; the message says why, as far as it is known
   */
  WtlsClient client(PhoneSettings settings) throws ServiceException, InterruptedException;

  /** The core alone, for engines that need no settings. */
  WtlsClient core() throws ServiceException;

  /**
   * Powers the simulated cards in a folder that are in the reader. One reader at a time.
   *
   * @throws ServiceException when it does not come; the message says why, as far as it is known
   */
  CardReader cards(CardSettings settings) throws ServiceException, InterruptedException;

  /**
   * Starts a gateway and waits until it listens. Closing it stops it.
   *
   * @throws ServiceException when it does not come; the message says why, as far as it is known
   */
  RunningGateway gateway(GatewaySettings settings) throws ServiceException, InterruptedException;

  /** Gives the datagrams of one side to {@code tap} until the answer is closed. */
  Watch watch(Side side, DatagramTap tap);

  /** Tells {@code tap} of the commands to all cards until the answer is closed. */
  Watch watch(CardTap tap);

  /** Has {@code pins} asked for PINs until the answer is closed. */
  Watch answer(PinEntry pins);

  /** Whose datagrams to watch. */
  enum Side {
    CLIENT,
    GATEWAY
  }

  /** A tap at work; closing it ends that. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
