package wtls.launcher.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.session.Custody;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SessionDescription;
import wtls.card.wim.StoredSession;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimCertificate;
import wtls.card.wim.WimException;
import wtls.card.wim.WimKey;
import wtls.card.wim.WimPin;
import wtls.protocol.certificate.WtlsCertificate;
import wtls.protocol.codec.DecodeException;

/** What is on a card, in lines for people; nothing of it is secret. */
final class CardDescription {
  private CardDescription() {}

  /** Reads the card. */
  static List<String> of(WimCard card) throws WimException {
    List<String> lines = new ArrayList<>();
    lines.addAll(
        new Table()
            .row("token", card.label().strip())
            .row("serial", card.serial())
            .row("class", card.cardClass() + " (" + word(card.cardClass()) + ")")
            .row("announces", announced(card))
            .lines());
    section(lines, "PINs", pins(card));
    section(lines, "keys", keys(card));
    section(lines, "certificates", certificates(card));
    List<StoredSession> sessions = card.sessions().list(Instant.now());
    String count = sessions.size() + " of " + card.sessions().slots();
    section(lines, "sessions, " + count, sessions(sessions));
    return lines;
  }

  private static void section(List<String> lines, String title, Table table) {
    lines.add("");
    lines.add(title);
    table.lines().forEach(line -> lines.add("  " + line));
  }

  private static String word(int cardClass) {
    return switch (cardClass) {
      case 1 -> "storage";
      case 2 -> "crypto";
      default -> "full";
    };
  }

  private static String announced(WimCard card) {
    return card.announcement()
        .map(
            announcement ->
                announcement.features().stream()
                    .sorted()
                    .map(feature -> feature.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(" ")))
        .orElse("nothing: a plain WIM");
  }

  private static Table pins(WimCard card) throws WimException {
    Table table = new Table();
    for (WimPin pin : card.pins().list()) {
      WimPin.State state = card.pins().state(pin);
      String use = pin.general() ? "for keys and sessions" : "for one signature each time";
      table.row(pin.label().strip(), use, state(state));
    }
    return table;
  }

  private static String state(WimPin.State state) {
    if (state.blocked()) {
      return "blocked";
    }
    if (!state.needed()) {
      return "not asked for";
    }
    return state.triesLeft() < 0 ? "asked for" : "tries left: " + state.triesLeft();
  }

  private static Table keys(WimCard card) throws WimException {
    Table table = new Table();
    for (WimKey key : card.directory().keys()) {
      String kind = key.curve().map(NamedCurve::standardName).orElse("RSA " + key.bits());
      table.row(key.label().strip(), kind, use(key), key.id().toString());
    }
    return table;
  }

  private static String use(WimKey key) {
    if (key.nonRepudiation()) {
      return "signs text";
    }
    if (key.agrees()) {
      return "agrees on secrets";
    }
    return key.decrypts() ? "signs, deciphers" : "signs in handshakes";
  }

  private static Table certificates(WimCard card) throws WimException {
    Table table = new Table();
    for (WimCertificate certificate : card.directory().certificates()) {
      String kind = certificate.kind().name().toLowerCase(Locale.ROOT);
      table.row(kind, certificate.label().strip(), describe(certificate.certificate()));
    }
    return table;
  }

  private static String describe(EncodedCertificate certificate) {
    if (certificate.format() != EncodedCertificate.Format.WTLS) {
      return certificate.toString();
    }
    try {
      WtlsCertificate wtls = WtlsCertificate.decode(certificate.octets());
      String until = wtls.notAfter().toString().substring(0, "2026-01-01".length());
      return "\"" + wtls.subject() + "\" until " + until;
    } catch (DecodeException e) {
      return "malformed: " + e.getMessage();
    }
  }

  private static Table sessions(List<StoredSession> sessions) {
    Table table = new Table();
    if (!sessions.isEmpty()) {
      table.row("slot", "id", "server", "suite", "class", "custody", "uses left", "until");
    }
    for (StoredSession stored : sessions) {
      SessionDescription session = stored.description();
      table.row(
          String.valueOf(stored.slot()),
          session.id().toString(),
          session.peer().toString(),
          session.keyExchange().standardName() + " " + session.cipherSuite(),
          String.valueOf(session.level().authentication().wtlsClass()),
          custody(session.level()),
          String.valueOf(session.usesLeft()),
          session.expires().toString());
    }
    return table;
  }

  /** For example {@code sealed}. */
  static String custody(SecurityLevel level) {
    String word = level.custody().name().toLowerCase(Locale.ROOT);
    boolean cameIn = level.exposed() && level.custody() == Custody.SEALED;
    return cameIn ? word + ", was outside" : word;
  }
}
