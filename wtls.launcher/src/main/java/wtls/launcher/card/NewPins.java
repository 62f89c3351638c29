package wtls.launcher.card;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import wtls.api.card.PinEntry;

/** The PINs and codes of a card to be made, digits in ASCII. Closing wipes them. */
public final class NewPins implements AutoCloseable {
  private final Map<Secret, byte[]> values = new EnumMap<>(Secret.class);
  private final Set<Secret> madeUp = EnumSet.noneOf(Secret.class);

  /** What a card is protected with. */
  public enum Secret {
    PIN("PIN", 6),
    SIGNATURE_PIN("signature PIN", 6),
    CODE("unblocking code", 8),
    SIGNATURE_CODE("signature PIN's unblocking code", 8);

    private final String words;
    private final int digits;

    Secret(String words, int digits) {
      this.words = words;
      this.digits = digits;
    }

    /** What people call it. */
    public String words() {
      return words;
    }
  }

  /** Takes over what has been chosen, and makes up the rest. */
  public NewPins(Map<Secret, byte[]> chosen, SecureRandom random) {
    for (Secret secret : Secret.values()) {
      byte[] value = chosen.get(secret);
      if (value == null) {
        madeUp.add(secret);
        value = digits(secret.digits, random);
      }
      values.put(secret, value);
    }
  }

  private static byte[] digits(int count, SecureRandom random) {
    byte[] digits = new byte[count];
    for (int i = 0; i < count; i++) {
      digits[i] = (byte) ('0' + random.nextInt(10));
    }
    return digits;
  }

  byte[] value(Secret secret) {
    return values.get(secret);
  }

  /** Those that nobody has chosen, and so nobody knows yet. */
  public Set<Secret> madeUp() {
    return Set.copyOf(madeUp);
  }

  /** One that was made up, to be told its owner; empty for those that were chosen. */
  public Optional<String> reveal(Secret secret) {
    return madeUp.contains(secret)
        ? Optional.of(new String(values.get(secret), StandardCharsets.US_ASCII))
        : Optional.empty();
  }

  /** Answers with these. */
  public PinEntry entry() {
    return (serial, kind, label, triesLeft) ->
        Optional.of(
            value(kind == PinEntry.Kind.GENERAL ? Secret.PIN : Secret.SIGNATURE_PIN).clone());
  }

  @Override
  public void close() {
    values.values().forEach(value -> Arrays.fill(value, (byte) 0));
  }
}
