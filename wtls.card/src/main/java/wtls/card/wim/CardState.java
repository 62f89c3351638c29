package wtls.card.wim;

import java.util.Arrays;
import java.util.Optional;

/**
 * What the driver knows of the card's volatile state, so that it sends no command twice. Guarded by
 * the link's lock.
 */
final class CardState {
  /** Nothing is known, or nothing is set. */
  static final int NONE = -1;

  private byte[] selected = {};
  private int selectedSize = NONE;
  private int environment = NONE;
  private int masterReference = NONE;
  private int outputLength = NONE;
  private Optional<KeyPlace> signingKey = Optional.empty();
  private boolean pinGiven;
  private int established = NONE;
  private byte[] randoms = {};

  /** A key as MSE names it. */
  record KeyPlace(String path, int reference) {}

  /** The application has been selected anew: all is as after a reset. */
  void forget() {
    selected = new byte[0];
    selectedSize = NONE;
    pinGiven = false;
    established = NONE;
    enter(NONE);
  }

  /** A security environment has been restored: its attributes are gone (WAP-260 10). */
  void enter(int number) {
    environment = number;
    masterReference = NONE;
    outputLength = NONE;
    signingKey = Optional.empty();
  }

  int environment() {
    return environment;
  }

  /** The card has just established a session with these randoms. */
  void established(int slot, byte[] itsRandoms) {
    established = slot;
    randoms = itsRandoms.clone();
  }

  /** Whether the card still knows these randoms. */
  boolean knowsRandoms(int slot, byte[] wanted) {
    return established == slot && Arrays.equals(randoms, wanted);
  }

  boolean selected(byte[] path) {
    return Arrays.equals(selected, path);
  }

  int selectedSize() {
    return selectedSize;
  }

  void select(byte[] path, int size) {
    selected = path.clone();
    selectedSize = size;
  }

  /** Whether there is anything that a card which was reset in between would not know. */
  boolean assumesSomething() {
    return selected.length > 0 || environment != NONE || pinGiven;
  }

  boolean pinGiven() {
    return pinGiven;
  }

  void pinGiven(boolean given) {
    pinGiven = given;
  }

  int masterReference() {
    return masterReference;
  }

  void masterReference(int reference) {
    masterReference = reference;
  }

  int outputLength() {
    return outputLength;
  }

  void outputLength(int length) {
    outputLength = length;
  }

  boolean signsWith(KeyPlace key) {
    return signingKey.filter(key::equals).isPresent();
  }

  void signingKey(KeyPlace key) {
    signingKey = Optional.of(key);
  }
}
