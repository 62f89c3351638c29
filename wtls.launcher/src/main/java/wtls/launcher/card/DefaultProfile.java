package wtls.launcher.card;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import wtls.card.personal.CardProfile;
import wtls.card.personal.ProfileException;
import wtls.card.simulator.CardClass;
import wtls.launcher.card.NewPins.Secret;

/**
 * What a card is when nobody says: an RSA key that signs in handshakes, one on curve 7 that takes
 * part in key agreement, and an RSA key for signatures over text, with its own PIN.
 */
public final class DefaultProfile {
  private DefaultProfile() {}

  /**
   * The profile of a card.
   *
   * @param name the card's label
   * @param rsaBits the size of its RSA keys
   * @param pins stay the caller's
   * @return the caller's to close
   */
  public static CardProfile of(String name, CardClass cardClass, int rsaBits, NewPins pins)
      throws ProfileException {
    ByteArrayOutputStream text = new WipedStream();
    line(text, "class", String.valueOf(cardClass.number()));
    line(text, "label", name.substring(0, Math.min(24, name.length())));
    line(text, "keys", "sign agree signature");
    key(text, "sign", "RSA", "sign");
    line(text, "key.sign.bits", String.valueOf(rsaBits));
    key(text, "agree", "EC", "agree");
    key(text, "signature", "RSA", "non-repudiation");
    line(text, "key.signature.bits", String.valueOf(rsaBits));
    line(text, "pin", pins.value(Secret.PIN));
    line(text, "pin.unblock", pins.value(Secret.CODE));
    line(text, "key.signature.pin", pins.value(Secret.SIGNATURE_PIN));
    line(text, "key.signature.pin.unblock", pins.value(Secret.SIGNATURE_CODE));
    byte[] octets = text.toByteArray();
    try {
      return CardProfile.parse("the profile of " + name, octets);
    } finally {
      Arrays.fill(octets, (byte) 0);
      text.reset();
    }
  }

  private static void key(ByteArrayOutputStream text, String name, String type, String use) {
    line(text, "key." + name + ".type", type);
    line(text, "key." + name + ".use", use);
  }

  private static void line(ByteArrayOutputStream text, String key, String value) {
    line(text, key, value.getBytes(StandardCharsets.UTF_8));
  }

  private static void line(ByteArrayOutputStream text, String key, byte[] value) {
    text.writeBytes((key + " = ").getBytes(StandardCharsets.UTF_8));
    text.writeBytes(value);
    text.write('\n');
  }

  /** Large enough never to be copied, and zero after a reset. */
  private static final class WipedStream extends ByteArrayOutputStream {
    WipedStream() {
      super(4096);
    }

    @Override
    public synchronized void reset() {
      Arrays.fill(buf, (byte) 0);
      super.reset();
    }
  }
}
