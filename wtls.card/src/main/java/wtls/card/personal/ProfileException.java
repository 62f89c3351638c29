package wtls.card.personal;

/** A profile does not say what a card is to be. Names the file and the key, never a value. */
public final class ProfileException extends Exception {
  private static final long serialVersionUID = 1L;

  ProfileException(String file, String key, String why) {
    super("In " + file + ", " + key + " " + why);
  }

  ProfileException(String message, Throwable cause) {
    super(message, cause);
  }
}
