package wtls.testkit.card;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps the cards of scenarios powered, which end without a word: some at a time, for the older
 * ones are those of tests that have ended.
 */
public final class CardDrawer {
  private static final int POWERED = 24;

  private static final Deque<TestCard> CARDS = new ArrayDeque<>();

  private CardDrawer() {}

  /** Keeps a card, and pulls the one that has been here longest if there are many. */
  public static synchronized TestCard keep(TestCard card) {
    CARDS.addLast(card);
    if (CARDS.size() > POWERED) {
      CARDS.removeFirst().close();
    }
    return card;
  }
}
