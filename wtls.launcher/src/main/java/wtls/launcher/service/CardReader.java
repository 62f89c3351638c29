package wtls.launcher.service;

import wtls.api.engine.Embodiment;
import wtls.card.simulator.SimulatedReader;
import wtls.card.wim.WimCard;

/** The reader of the simulated cards in a folder, powered until this is closed. */
public interface CardReader extends AutoCloseable {

  /** The reader. */
  SimulatedReader service();

  /**
   * The card in a slot of it, opened; blocks until it is.
   *
   * @throws ServiceException when it does not come: it is not in, or holds nothing
   */
  WimCard card(String slot) throws ServiceException, InterruptedException;

  /**
   * The name of the engine of that embodiment over a card; blocks until it is in service.
   *
   * @throws ServiceException when it does not come
   */
  String engine(WimCard card, Embodiment embodiment) throws ServiceException, InterruptedException;

  @Override
  void close();
}
