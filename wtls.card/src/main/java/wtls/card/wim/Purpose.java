package wtls.card.wim;

import java.util.Map;
import wtls.api.engine.EngineException.Reason;
import wtls.card.transport.StatusWord;

/** What a command is for: decides what a refusal means, and what to tell people. */
enum Purpose {
  SELECT_APPLICATION("select its WIM application", Map.of()),
  SELECT_FILE("select a file", Map.of(0x6A82, Meaning.of(Reason.UNKNOWN, "it has no such file"))),
  READ("read a file", Map.of()),
  UPDATE("write a file", Map.of()),
  PIN("check a PIN", Map.of(0x6985, Meaning.of(Reason.FORBIDDEN, "this PIN allows no such thing"))),
  RANDOM("give random octets", Map.of()),
  INFO("say what it can do", Map.of()),
  ENVIRONMENT(
      "change its security environment",
      Map.of(0x6600, Meaning.of(Reason.UNSUPPORTED, "it has no such environment"))),
  SET(
      "set up a computation",
      Map.of(
          0x6700,
          Meaning.TOO_LONG,
          0x6A80,
          Meaning.of(Reason.BAD_KEY, "it does not take this key"))),
  TRANSPORT(
      "encrypt a secret for the server",
      Map.of(
          0x6700, Meaning.TOO_LONG,
          0x6A80, Meaning.BAD_SERVER_KEY,
          0x6985, Meaning.of(Reason.BAD_KEY, "it does not take this server's key"))),
  AGREE("agree on a secret with the server", Map.of(0x6A80, Meaning.BAD_SERVER_KEY)),
  DERIVE(
      "derive the master secret",
      Map.of(0x6A80, Meaning.of(Reason.FORBIDDEN, "its rules forbid such a derivation"))),
  PRF(
      "derive from the master secret",
      Map.of(
          0x6A80, Meaning.of(Reason.FORBIDDEN, "its rules forbid such a derivation"),
          0x6985,
              Meaning.of(Reason.FORBIDDEN, "the session is not in use, or serves the card only"),
          0x6A88, Meaning.of(Reason.UNKNOWN, "it has no such master secret"))),
  SIGN(
      "sign",
      Map.of(
          0x6985, Meaning.of(Reason.FORBIDDEN, "the key is not for such signatures"),
          0x6A80, Meaning.of(Reason.FORBIDDEN, "the key does not sign such data"),
          0x6700, Meaning.of(Reason.FORBIDDEN, "the key does not sign data of this length"))),
  VERIFY("check a signature", Map.of(0x6700, Meaning.TOO_LONG)),
  DECIPHER(
      "decipher",
      Map.of(0x6A80, Meaning.of(Reason.FAILED, "what was encrypted is not for this key"))),
  USE(
      "use a stored session",
      Map.of(0x6985, Meaning.of(Reason.EXPIRED, "it is past its time or has no uses left"))),
  ESTABLISH(
      "establish a session",
      Map.of(
          0x6700, Meaning.TOO_LONG,
          0x6A80, Meaning.BAD_SERVER_KEY,
          0x6985,
              Meaning.of(Reason.FORBIDDEN, "the slot is in use, or the server's key unchecked"))),
  FINISH(
      "finish a handshake",
      Map.of(
          0x6A80, Meaning.of(Reason.UNSUPPORTED, "it does not protect records in this way"),
          0x6A84, Meaning.of(Reason.FULL, "it has no room for another connection"),
          0x6985,
              Meaning.of(Reason.EXPIRED, "the session is not in use, past its time or used up"))),
  STORE("store a session", Map.of(0x6985, Meaning.of(Reason.FORBIDDEN, "the slot is not in use"))),
  FORGET("forget a session", Map.of()),
  IMPORT("take in a session", Map.of(0x6985, Meaning.of(Reason.FORBIDDEN, "its rules forbid it"))),
  CONNECT(
      "protect a connection",
      Map.of(
          0x6A80, Meaning.of(Reason.UNSUPPORTED, "it lacks the algorithms"),
          0x6A84, Meaning.of(Reason.FULL, "it has no room for another connection"),
          0x6985, Meaning.of(Reason.UNKNOWN, "the session is not in use"))),
  RECORD(
      "protect a record",
      Map.of(
          0x6700, Meaning.of(Reason.UNSUPPORTED, "the record is too long for it"),
          0x6985, Meaning.of(Reason.CLOSED, "the connection is not open"),
          0x6A88, Meaning.of(Reason.CLOSED, "the connection is not open"))),
  CERTIFICATE(
      "check a certificate",
      Map.of(
          0x6A80, Meaning.of(Reason.UNTRUSTED, "its signature or its form is wrong"),
          0x6A88, Meaning.of(Reason.UNTRUSTED, "no root on the card has issued it"),
          0x6985, Meaning.of(Reason.UNTRUSTED, "it is not valid now, or not for issuing others"))),
  WINDOW(
      "give out the keys of a window",
      Map.of(0x6985, Meaning.of(Reason.FORBIDDEN, "its rules forbid it"))),
  PERSONALISE(
      "be personalised",
      Map.of(
          0x6985, Meaning.of(Reason.FORBIDDEN, "it has been personalised already: use a new card"),
          0x6A80, Meaning.of(Reason.BAD_KEY, "it does not take these values"),
          0x6D00, Meaning.of(Reason.UNSUPPORTED, "it has no such command"),
          0x6A84, Meaning.of(Reason.FULL, "its memory is too small: use fewer slots or files")));

  private record Meaning(Reason reason, String because) {
    static final Meaning TOO_LONG = of(Reason.UNSUPPORTED, "the server's key is too long for it");
    static final Meaning BAD_SERVER_KEY = of(Reason.BAD_KEY, "the server's key is not valid");

    static Meaning of(Reason reason, String because) {
      return new Meaning(reason, because);
    }
  }

  private final String what;
  private final Map<Integer, Meaning> meanings;

  Purpose(String what, Map<Integer, Meaning> meanings) {
    this.what = what;
    this.meanings = meanings;
  }

  /** The exception for a refusal. */
  WimException refused(StatusWord status) {
    Meaning meaning = meanings.get(status.value());
    if (meaning == null) {
      meaning = general(status);
    }
    return new WimException(
        meaning.reason,
        status,
        String.format(
            "The card does not %s: %s (status word %04X).", what, meaning.because, status.value()));
  }

  private static Meaning general(StatusWord status) {
    return switch (status.value()) {
      case 0x6982 -> new Meaning(Reason.PIN_REQUIRED, "give the PIN first");
      case 0x6983 -> new Meaning(Reason.PIN_BLOCKED, "unblock the PIN with its unblocking code");
      case 0x6A82 -> new Meaning(Reason.UNKNOWN, "it lacks the file");
      case 0x6A88 -> new Meaning(Reason.UNKNOWN, "it has no such key or record");
      case 0x6A84 -> new Meaning(Reason.FULL, "it has no room left");
      case 0x6D00, 0x6E00 -> new Meaning(Reason.UNSUPPORTED, "it has no such command");
      case 0x6600 -> new Meaning(Reason.UNSUPPORTED, "it has no such security environment");
      case 0x6985 -> new Meaning(Reason.FORBIDDEN, "this is not allowed now");
      default -> new Meaning(Reason.FAILED, status.meaning() + "; insert it again, or use another");
    };
  }

  /** What it is for, in words. */
  @Override
  public String toString() {
    return what;
  }
}
