package wtls.engine.card.full;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.Outlook;
import wtls.card.wim.CardConnection;

/** What the card has computed ahead: the client's Finished, and a connection with its keys. */
final class Foreseen {
  private final Outlook outlook;
  private final CardConnection made;
  private final byte[] serverSeed;
  private Optional<byte[]> clientSeed;
  private boolean taken;

  Foreseen(Outlook outlook, CardConnection made) {
    this.outlook = outlook;
    this.made = made;
    byte[] first = sha1().digest(outlook.messages());
    serverSeed = outlook.serverFirst() ? first : behind(made.clientFinished());
    clientSeed = outlook.serverFirst() ? Optional.empty() : Optional.of(first);
  }

  /** The client's verify data, if it is what was foreseen. */
  Optional<byte[]> clientFinished(Derivation derivation) {
    boolean known =
        derivation.label().equals("client finished")
            && clientSeed.filter(seed -> Arrays.equals(seed, derivation.seed())).isPresent()
            && derivation.length() == made.clientFinished().length;
    return known ? Optional.of(made.clientFinished().clone()) : Optional.empty();
  }

  /** Whether this is the server's Finished that the card has computed, and compares with. */
  boolean isServerFinished(Derivation derivation) {
    return derivation.label().equals("server finished")
        && Arrays.equals(serverSeed, derivation.seed());
  }

  /** The server's verify data was right: where it comes first, the client's is over it. */
  void serverFinishedIs(byte[] verifyData) {
    if (outlook.serverFirst()) {
      clientSeed = Optional.of(behind(verifyData));
    }
  }

  /** The connection in the card, once, if it is the one that was foreseen. */
  Optional<Integer> take(ConnectionParameters wanted) {
    ConnectionParameters foreseen = outlook.connection();
    boolean same =
        wanted.cipherSuite().equals(foreseen.cipherSuite())
            && wanted.keyRefresh() == foreseen.keyRefresh()
            && Arrays.equals(wanted.write().seed(), foreseen.write().seed());
    return same ? take() : Optional.empty();
  }

  /** The connection in the card, once. */
  Optional<Integer> take() {
    if (taken) {
      return Optional.empty();
    }
    taken = true;
    return Optional.of(made.number());
  }

  private byte[] behind(byte[] verifyData) {
    MessageDigest sha1 = sha1();
    sha1.update(outlook.messages());
    sha1.update(outlook.finishedHeader());
    return sha1.digest(verifyData);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-1.", e);
    }
  }
}
