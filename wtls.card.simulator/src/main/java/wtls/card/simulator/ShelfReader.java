package wtls.card.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.api.card.CardException;
import wtls.api.card.CardSlot;

/** The reader: powers what the markers on its shelf say is in it. */
final class ShelfReader implements SimulatedReader, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShelfReader.class);

  private final String name;
  private final CardShelf shelf;
  private final CardOptions options;
  private final Function<CardSlot, Runnable> publisher;
  private final Map<String, Powered> powered = new TreeMap<>();

  /** What could not be powered, and what was said about it, so that it is said once. */
  private final Map<String, String> refused = new HashMap<>();

  private boolean closed;

  /** A card, and what withdraws its service. */
  private record Powered(SimulatedCard card, Runnable withdrawal) {}

  /**
   * Takes nothing before {@link #settle}.
   *
   * @param publisher makes a card known, and gives what makes it unknown
   */
  ShelfReader(
      String name, CardShelf shelf, CardOptions options, Function<CardSlot, Runnable> publisher) {
    this.name = name;
    this.shelf = shelf;
    this.options = options;
    this.publisher = publisher;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CardShelf shelf() {
    return shelf;
  }

  @Override
  public synchronized List<String> powered() {
    return List.copyOf(powered.keySet());
  }

  @Override
  public synchronized void insert(String card) throws ShelfException, CardException {
    CardFolder folder = find(card);
    Optional<String> reader = folder.reader();
    if (closed) {
      throw new CardException(
          CardException.Reason.REMOVED, "The reader " + name + " has stopped: start it first.");
    }
    if (powered.containsKey(card) && reader.isPresent()) {
      return;
    }
    folder.insert(name);
    try {
      if (!powered.containsKey(card)) {
        power(folder);
      }
    } catch (CardException e) {
      // Where it was in before, in another phone, it stays in.
      if (reader.isEmpty()) {
        folder.pull();
      }
      throw e;
    }
  }

  @Override
  public synchronized void pull(String card) throws ShelfException {
    find(card).pull();
    withdraw(card);
  }

  /**
   * Does what the markers on the shelf say by now.
   *
   * @return whether a card is in that could not be powered, so that trying again may help
   */
  synchronized boolean settle() {
    if (closed) {
      return false;
    }
    Set<String> inside = new HashSet<>();
    for (CardFolder folder : folders()) {
      if (isInside(folder)) {
        inside.add(folder.name());
        powerUnlessPowered(folder);
      }
    }
    for (String card : List.copyOf(powered.keySet())) {
      if (!inside.contains(card)) {
        withdraw(card);
      }
    }
    refused.keySet().retainAll(inside);
    return !refused.isEmpty();
  }

  /** Takes the power from all cards, which stay in. */
  @Override
  public synchronized void close() {
    closed = true;
    for (String card : List.copyOf(powered.keySet())) {
      withdraw(card);
    }
  }

  private List<CardFolder> folders() {
    List<CardFolder> folders = new ArrayList<>();
    try {
      for (String card : shelf.names()) {
        try {
          shelf.card(card).ifPresent(folders::add);
        } catch (ShelfException e) {
          refuse(card, e.getMessage());
        }
      }
    } catch (ShelfException e) {
      LOG.warn("{}", e.getMessage());
    }
    return folders;
  }

  private boolean isInside(CardFolder folder) {
    try {
      return folder.reader().filter(name::equals).isPresent();
    } catch (ShelfException e) {
      refuse(folder.name(), e.getMessage());
      return false;
    }
  }

  private void powerUnlessPowered(CardFolder folder) {
    if (powered.containsKey(folder.name())) {
      return;
    }
    try {
      power(folder);
      refused.remove(folder.name());
    } catch (CardException e) {
      refuse(folder.name(), e.getMessage());
    }
  }

  private void refuse(String card, String why) {
    if (!why.equals(refused.put(card, why))) {
      LOG.warn("{}", why);
    }
  }

  private void power(CardFolder folder) throws CardException {
    SimulatedCard card = SimulatedCard.power(folder, name + "/" + folder.name(), options);
    powered.put(folder.name(), new Powered(card, publisher.apply(card)));
    LOG.info("The card {} of class {} is in.", folder.name(), folder.cardClass().number());
  }

  // First the commands under way end, so that whoever waits for them can let go of the service.
  private void withdraw(String name) {
    Powered gone = powered.remove(name);
    if (gone != null) {
      gone.card().pull();
      gone.withdrawal().run();
      LOG.info("The card {} is out.", name);
    }
  }

  private CardFolder find(String card) throws ShelfException {
    return shelf
        .card(card)
        .orElseThrow(
            () ->
                new ShelfException(
                    "There is no card " + card + " in " + shelf.folder() + ": create it first."));
  }
}
