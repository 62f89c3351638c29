package wtls.launcher.command;

import java.util.Locale;
import java.util.Optional;
import wtls.api.algorithm.DhGroup;
import wtls.api.algorithm.KeyExchangeSuite.Kind;
import wtls.api.algorithm.NamedCurve;
import wtls.api.client.Negotiated;
import wtls.api.client.SecureConnection;
import wtls.api.session.SecurityLevel;
import wtls.launcher.page.Page;

/** Connections and pages in a few words. */
final class Descriptions {
  private Descriptions() {}

  /**
   * For example {@code full handshake, RSA with RC5_CBC/SHA, class 2, session 0102030405060708}.
   */
  static String of(SecureConnection connection) {
    Negotiated negotiated = connection.negotiated();
    return handshake(negotiated)
        + " handshake, "
        + keyExchange(negotiated)
        + " with "
        + negotiated.cipherSuite()
        + ", "
        + "class "
        + wtlsClass(connection.securityLevel())
        + ", session "
        + session(negotiated);
  }

  /** For example {@code class 2 (server authenticated)}. */
  static String wtlsClass(SecurityLevel level) {
    String who =
        switch (level.authentication()) {
          case NONE -> "nobody authenticated";
          case SERVER -> "server authenticated";
          case MUTUAL -> "both sides authenticated";
        };
    return level.authentication().wtlsClass() + " (" + who + ")";
  }

  /** For example {@code full}. */
  static String handshake(Negotiated negotiated) {
    return negotiated.handshake().name().toLowerCase(Locale.ROOT);
  }

  /** For example {@code ECDH_ECDSA on secp160r1}. */
  static String keyExchange(Negotiated negotiated) {
    String name = negotiated.keyExchange().standardName();
    int index = negotiated.parameterIndex();
    Kind kind = negotiated.keyExchange().kind();
    Optional<String> parameters =
        kind == Kind.ECDH
            ? NamedCurve.of(index).map(NamedCurve::standardName)
            : kind == Kind.DH ? DhGroup.of(index).map(DhGroup::standardName) : Optional.empty();
    return parameters.map(p -> name + " on " + p).orElse(name);
  }

  /** The session id, or that there is none. */
  static String session(Negotiated negotiated) {
    return negotiated.sessionId().isEmpty() ? "not resumable" : negotiated.sessionId().toString();
  }

  /** For example {@code 200 text/vnd.wap.wml, 312 octets, 4.1 ms}. */
  static String of(Page page) {
    return page.status()
        + " "
        + page.contentType()
        + ", "
        + page.body().length
        + " octets, "
        + Durations.text(page.time());
  }
}
