package wtls.api.session;

import java.util.Objects;

/**
 * What the security of a session rests on.
 *
 * @param authentication who has proved their identity
 * @param custody who holds the master secret now
 * @param exposed whether the master secret has ever been outside a card; always true for sessions
 *     made in the phone
 */
public record SecurityLevel(Authentication authentication, Custody custody, boolean exposed) {

  /** Who has proved their identity, as WTLS classes 1, 2 and 3. */
  public enum Authentication {
    /** Nobody: an active attacker may be in the middle. */
    NONE(1),
    /** The server. */
    SERVER(2),
    /** Server and client. */
    MUTUAL(3);

    private final int wtlsClass;

    Authentication(int wtlsClass) {
      this.wtlsClass = wtlsClass;
    }

    /** The WTLS class, 1 to 3 (WAP-261 appendix C). */
    public int wtlsClass() {
      return wtlsClass;
    }
  }

  public SecurityLevel {
    Objects.requireNonNull(authentication, "authentication");
    Objects.requireNonNull(custody, "custody");
  }
}
